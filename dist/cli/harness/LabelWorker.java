import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Labels candidates one after the other in one JVM: compiles in memory, runs each in a class loader
 * of its own. A line of input is a job: secret, CPU milliseconds, wall milliseconds, candidate, tests
 * (the last two in Base64). A line of output is its report, beginning with `pass` and the secret, or
 * `fail` and the reason; its last word tells whether this JVM can go on.
 *
 * The secret never leaves the main thread's stack before the tests have ended. A candidate that ends
 * the JVM ends it without a report.
 */
public final class LabelWorker {
  /** Where Debian puts the library that a few tasks need. */
  private static final File JAVATUPLES = new File("/usr/share/java/javatuples.jar");

  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*import\\s+(?:static\\s+)?[\\w.]+(?:\\.\\*)?\\s*;");
  private static final Pattern MISSING_PACKAGE =
      Pattern.compile("^package ([\\w.]+) does not exist");
  /** What the tests of HumanEvalPack and MBXP use. */
  private static final String USUAL_IMPORTS =
      "import java.util.*; import java.io.*; import java.math.*; import java.util.stream.*;";

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final DiagnosticCollector<JavaFileObject> ignored = new DiagnosticCollector<>();
  private final JavaFileManager files =
      compiler.getStandardFileManager(ignored, Locale.ROOT, StandardCharsets.UTF_8);
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  public static void main(String[] args) throws IOException {
    PrintStream report = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    BufferedReader jobs =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    LabelWorker worker = new LabelWorker();
    report.println("ready");
    for (String line = jobs.readLine(); line != null; line = jobs.readLine()) {
      silence();
      String[] job = line.split(" ");
      Outcome outcome =
          worker.label(Long.parseLong(job[1]), Long.parseLong(job[2]), decode(job[3]), decode(job[4]));
      report.println(outcome.passed() ? "pass " + job[0] + outcome.end() : outcome.failure());
    }
    Runtime.getRuntime().halt(0);
  }

  /** A candidate's input is empty, its output is noise; also after an earlier one changed them. */
  private static void silence() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    System.setOut(nowhere);
    System.setErr(nowhere);
    System.setIn(InputStream.nullInputStream());
    Locale.setDefault(Locale.ROOT);
  }

  private record Outcome(String reason, String detail, String missing, boolean goesOn) {
    boolean passed() {
      return reason.equals("passed");
    }

    String end() {
      return goesOn ? " keep" : " retire";
    }

    String failure() {
      return String.join(" ", "fail", reason, encode(detail), encode(missing)) + end();
    }
  }

  private Outcome label(long cpuMs, long wallMs, String program, String tests) {
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    MemoryFiles output = new MemoryFiles(files);
    try {
      if (compile(program, tests, output, problems)) {
        return run(mainClass(program), output.classes, cpuMs, wallMs);
      }
    } catch (StackOverflowError tooDeep) {
      return new Outcome("compile", "nested too deeply", "", true);
    }
    return explain(problems.getDiagnostics());
  }

  /**
   * Candidate and tests are two files of one package: what the candidate leaves open cannot swallow
   * the tests. The tests see the candidate's imports, as if they stood below it.
   */
  private boolean compile(
      String program,
      String tests,
      MemoryFiles output,
      DiagnosticCollector<JavaFileObject> problems) {
    StringBuilder head = new StringBuilder();
    Matcher name = PACKAGE.matcher(program);
    if (name.find()) head.append("package ").append(name.group(1)).append("; ");
    head.append(USUAL_IMPORTS);
    for (Matcher found = IMPORT.matcher(program); found.find(); ) head.append(found.group().trim());
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-Xlint:none"));
    options.addAll(List.of("-cp", JAVATUPLES.exists() ? JAVATUPLES.getPath() : "/nonexistent"));
    List<Source> sources =
        List.of(new Source("Candidate", program), new Source("Main", head.append(tests).toString()));
    return compiler.getTask(null, output, problems, options, null, sources).call();
  }

  private static String mainClass(String program) {
    Matcher name = PACKAGE.matcher(program);
    return name.find() ? name.group(1) + ".Main" : "Main";
  }

  /** The first error; and which package is missing, wherever the compiler says so. */
  private static Outcome explain(List<Diagnostic<? extends JavaFileObject>> problems) {
    String detail = "";
    String missing = "";
    for (Diagnostic<? extends JavaFileObject> problem : problems) {
      if (problem.getKind() != Diagnostic.Kind.ERROR) continue;
      String text = problem.getMessage(Locale.ROOT);
      Matcher lacks = MISSING_PACKAGE.matcher(text);
      if (missing.isEmpty() && lacks.find()) missing = lacks.group(1);
      if (detail.isEmpty()) detail = text + ", line " + problem.getLineNumber();
    }
    return new Outcome("compile", detail, missing, true);
  }

  private Outcome run(String main, Map<String, byte[]> classes, long cpuMs, long wallMs) {
    MemoryLoader loader = new MemoryLoader(classes);
    AtomicReference<Outcome> result = new AtomicReference<>();
    ThreadGroup group = new ThreadGroup("candidate");
    Thread thread = new Thread(group, () -> result.set(runMain(loader, main)));
    thread.setContextClassLoader(loader);
    thread.setDaemon(true);
    thread.start();
    await(thread, cpuMs, wallMs);
    Outcome outcome = result.get();
    if (thread.isAlive() || outcome == null) {
      return new Outcome("timeout", "ran too long", "", false);
    }
    // A thread that goes on would run beside the next candidate.
    boolean goesOn = outcome.goesOn() && group.activeCount() == 0;
    return new Outcome(outcome.reason(), outcome.detail(), outcome.missing(), goesOn);
  }

  private void await(Thread thread, long cpuMs, long wallMs) {
    long deadline = System.nanoTime() + wallMs * 1_000_000;
    try {
      for (thread.join(5); thread.isAlive(); thread.join(20)) {
        boolean usedUp = threads.getThreadCpuTime(thread.getId()) > cpuMs * 1_000_000;
        if (usedUp || System.nanoTime() > deadline) return;
      }
    } catch (InterruptedException stopped) {
      // Only a candidate could have done that; it counts as not having ended.
    }
  }

  /** In the candidate's thread, since even an exception's text may be code of its own. */
  private static Outcome runMain(ClassLoader loader, String main) {
    try {
      Method method = loader.loadClass(main).getMethod("main", String[].class);
      method.setAccessible(true);
      method.invoke(null, (Object) new String[0]);
      return new Outcome("passed", "", "", true);
    } catch (InvocationTargetException error) {
      return describe(error.getCause());
    } catch (Throwable error) {
      return describe(error);
    }
  }

  private static Outcome describe(Throwable error) {
    if (error instanceof OutOfMemoryError) return new Outcome("memory", "heap is full", "", false);
    String text = error.getClass().getName();
    try {
      text += ": " + error.getMessage();
    } catch (Throwable another) {
      text += ": ?";
    }
    boolean asserted = error instanceof AssertionError || text.contains(": Exception -- test case");
    return new Outcome(asserted ? "assertion" : "exception", text, "", true);
  }

  private static String decode(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }

  /** Never empty, so that words can be counted. */
  private static String encode(String text) {
    String cut = text.substring(0, Math.min(text.length(), 400));
    return "=" + Base64.getEncoder().encodeToString(cut.getBytes(StandardCharsets.UTF_8));
  }

  /** A source text. Any class may stand in it, public ones too. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }
  }

  /** Takes the compiler's output; everything else is the standard manager's. */
  private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    final Map<String, byte[]> classes = new HashMap<>();

    MemoryFiles(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/')), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(name, toByteArray());
            }
          };
        }
      };
    }

    /** The standard manager stays open for the next job. */
    @Override
    public void close() {}
  }

  /** Knows the JDK, the library and one job's classes, and not this worker. */
  private static final class MemoryLoader extends URLClassLoader {
    private final Map<String, byte[]> classes;

    MemoryLoader(Map<String, byte[]> classes) {
      super(library(), ClassLoader.getPlatformClassLoader());
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }

    private static URL[] library() {
      try {
        return JAVATUPLES.exists() ? new URL[] {JAVATUPLES.toURI().toURL()} : new URL[0];
      } catch (IOException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
