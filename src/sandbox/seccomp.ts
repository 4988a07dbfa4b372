/**
 * A seccomp filter as classic BPF. It refuses the system calls that reach the kernel's larger doors
 * (mounts, namespaces, keys, BPF, tracing, io_uring, modules) and sockets of uncommon families: a
 * network namespace does not hold back AF_VSOCK, which talks to the hypervisor's host.
 */
interface Architecture {
  /** `AUDIT_ARCH_…` of linux/audit.h. */
  readonly audit: number;
  readonly socket: number;
  readonly denied: readonly number[];
  /** Numbers from here on are another ABI (x32), which would slip past the list. */
  readonly foreignFrom?: number;
}

/** The same number on every architecture: io_uring, open_tree … fspick, mount_setattr. */
const COMMON = [425, 426, 427, 428, 429, 430, 431, 432, 433, 442];

const ARCHITECTURES: Readonly<Record<string, Architecture>> = {
  x64: {
    audit: 0xc000003e,
    socket: 41,
    foreignFrom: 0x40000000,
    denied: [
      // ptrace, process_vm_readv, process_vm_writev, perf_event_open
      ...[101, 310, 311, 298],
      // mount, umount2, pivot_root, setns, unshare
      ...[165, 166, 155, 308, 272],
      // kexec_load, kexec_file_load, init_module, finit_module, delete_module
      ...[246, 320, 175, 313, 176],
      // open_by_handle_at, name_to_handle_at, add_key, request_key, keyctl, bpf, userfaultfd
      ...[304, 303, 248, 249, 250, 321, 323],
      ...COMMON,
    ],
  },
  // From asm-generic/unistd.h, in the same order.
  arm64: {
    audit: 0xc00000b7,
    socket: 198,
    denied: [
      ...[117, 270, 271, 241],
      ...[40, 39, 41, 268, 97],
      ...[104, 294, 105, 273, 106],
      ...[265, 264, 217, 218, 219, 280, 282],
      ...COMMON,
    ],
  },
};

/** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: what ordinary programs ask for. */
const SOCKET_FAMILIES = [1, 2, 10, 16];

/** Offsets into `struct seccomp_data`; both architectures are little-endian. */
const DATA = { number: 0, arch: 4, firstArgument: 16 } as const;
const OP = { load: 0x20, jumpIfEqual: 0x15, jumpIfAtLeast: 0x35, return: 0x06 } as const;
const RETURN = { kill: 0x80000000, notPermitted: 0x00050001, allow: 0x7fff0000 } as const;

interface Instruction {
  readonly code: number;
  readonly k: number;
  /** Instructions to skip if true and if false; 0 goes on. */
  readonly jt?: number;
  readonly jf?: number;
}

/** The filter's bytes for `bwrap --seccomp`; `null` for an architecture whose numbers we do not hold. */
export function seccompFilter(architecture: string): Buffer | null {
  const known = ARCHITECTURES[architecture];
  if (known === undefined) return null;
  return Buffer.concat(instructionsFor(known).map(encode));
}

function instructionsFor(arch: Architecture): Instruction[] {
  const deny = { code: OP.return, k: RETURN.notPermitted };
  const allow = { code: OP.return, k: RETURN.allow };
  const kill = { code: OP.return, k: RETURN.kill };
  return [
    { code: OP.load, k: DATA.arch },
    { code: OP.jumpIfEqual, k: arch.audit, jt: 1 },
    kill,
    { code: OP.load, k: DATA.number },
    ...(arch.foreignFrom === undefined
      ? []
      : [{ code: OP.jumpIfAtLeast, k: arch.foreignFrom, jf: 1 }, kill]),
    ...arch.denied.flatMap((number) => [{ code: OP.jumpIfEqual, k: number, jf: 1 }, deny]),
    { code: OP.jumpIfEqual, k: arch.socket, jt: 1 },
    allow,
    { code: OP.load, k: DATA.firstArgument },
    ...SOCKET_FAMILIES.flatMap((family) => [{ code: OP.jumpIfEqual, k: family, jf: 1 }, allow]),
    deny,
  ];
}

/** `struct sock_filter`: u16 code, u8 jt, u8 jf, u32 k. */
function encode({ code, k, jt = 0, jf = 0 }: Instruction): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(jt, 2);
  bytes.writeUInt8(jf, 3);
  bytes.writeUInt32LE(k, 4);
  return bytes;
}
