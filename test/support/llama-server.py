"""Runs a llama-server for tests: model path, slots, and context as arguments.

Prints its address when the model is loaded, and ends when standard input is closed,
so that it cannot outlive the test process that started it.
"""

import os
import sys
import threading

import xllamacpp as x


def main() -> None:
    path, slots, context, threads, embedding, port = sys.argv[1:7]
    params = x.CommonParams()
    params.model.path = path
    params.port = int(port)
    params.n_parallel = int(slots)
    params.n_ctx = int(context)
    params.kv_unified = True
    params.cache_ram_mib = 0
    params.cpuparams.n_threads = int(threads)
    params.cpuparams_batch.n_threads = int(threads)
    if embedding == "yes":
        params.embedding = True
        params.pooling_type = x.llama_pooling_type.LLAMA_POOLING_TYPE_LAST
    server = x.Server(params)
    print(f"listening {server.listening_address}", flush=True)
    sys.stdin.read()
    # The server's threads keep a normal exit waiting.
    os._exit(0)


threading.Thread(target=main, daemon=False).start()
