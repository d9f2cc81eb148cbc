package dev.k3form.provider.nginx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of nginx.conf with lines of ours between markers, at its end, in the main context. What
 * stands around them keeps its bytes.
 */
record MainFile(String text) {
  private static final String BEGIN = "# k3form begin";
  private static final String END = "# k3form end";

  /** Returns the lines that make nginx read the stream file. */
  static String include(Duration workerShutdownTimeout) {
    return "worker_shutdown_timeout "
        + Renderer.duration(workerShutdownTimeout)
        + ";\nstream {\n    include /etc/nginx/stream.d/*.conf;\n}\n";
  }

  /** Returns what stands between the markers; nothing if they are not there. */
  String include() {
    StringBuilder between = new StringBuilder();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      if (line.equals(END)) {
        inside = false;
      }
      if (inside) {
        between.append(line).append('\n');
      }
      if (line.equals(BEGIN)) {
        inside = true;
      }
    }
    return between.toString();
  }

  /** Returns the file with these lines between the markers, which are added if need be. */
  MainFile with(String include) {
    String rest = without().text;
    String base = rest.isEmpty() || rest.endsWith("\n") ? rest : rest + "\n";
    return new MainFile(base + BEGIN + "\n" + include + END + "\n");
  }

  /** Returns the file without markers and what is between them. */
  MainFile without() {
    if (!text.contains(BEGIN)) {
      return this;
    }
    List<String> kept = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      if (line.equals(BEGIN)) {
        inside = true;
      }
      if (!inside) {
        kept.add(line);
      }
      if (line.equals(END)) {
        inside = false;
      }
    }
    return new MainFile(kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
  }
}
