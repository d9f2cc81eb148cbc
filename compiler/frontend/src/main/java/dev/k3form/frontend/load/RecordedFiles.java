package dev.k3form.frontend.load;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files as an earlier compilation read them, taken from a saved plan.
 *
 * <p>Text stands under its path. What is not UTF-8 stands in Base64 under {@code base64:} and its
 * path, whether a file was there under {@code exists:}, and what a directory held under {@code
 * list:}. Where paths start stands under {@code directory:}, when it was under {@code time:}, and
 * for which workspace under {@code workspace:}.
 */
public final class RecordedFiles implements FileAccess {
  private static final String BASE64 = "base64:";
  private static final String EXISTS = "exists:";
  private static final String LIST = "list:";
  private static final String DIRECTORY = "directory:";
  private static final String TIME = "time:";
  private static final String WORKSPACE = "workspace:";
  private final SortedMap<String, String> files;

  /** Creates an access to recorded files. */
  public RecordedFiles(SortedMap<String, String> files) {
    this.files = files;
  }

  static SortedMap<String, String> encode(
      String directory,
      Map<String, byte[]> contents,
      Map<String, Boolean> present,
      Map<String, List<String>> lists) {
    SortedMap<String, String> out = new TreeMap<>();
    out.put(DIRECTORY, directory);
    contents.forEach(
        (path, bytes) -> {
          try {
            out.put(
                path,
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
          } catch (CharacterCodingException e) {
            out.put(BASE64 + path, Base64.getEncoder().encodeToString(bytes));
          }
        });
    present.forEach((path, is) -> out.put(EXISTS + path, is.toString()));
    lists.forEach((path, names) -> out.put(LIST + path, String.join("\n", names)));
    return out;
  }

  /** Returns what was read together with the time of the plan and its workspace. */
  public static SortedMap<String, String> at(
      Instant planTime, String workspace, SortedMap<String, String> files) {
    SortedMap<String, String> out = new TreeMap<>(files);
    out.put(TIME, planTime.toString());
    out.put(WORKSPACE, workspace);
    return out;
  }

  /** Returns the time of the plan, if it was recorded. */
  public Optional<Instant> planTime() {
    return Optional.ofNullable(files.get(TIME)).map(Instant::parse);
  }

  /** Returns the workspace of the plan, if it was recorded. */
  public Optional<String> workspace() {
    return Optional.ofNullable(files.get(WORKSPACE));
  }

  @Override
  public byte[] read(String path) throws IOException {
    String text = files.get(path);
    if (text != null) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    String encoded = files.get(BASE64 + path);
    if (encoded == null) {
      throw new FileNotFoundException(path + " is not part of the saved plan");
    }
    return Base64.getDecoder().decode(encoded);
  }

  @Override
  public boolean exists(String path) {
    return "true".equals(files.get(EXISTS + path)) || files.containsKey(path);
  }

  @Override
  public List<String> list(String directory) {
    String names = files.getOrDefault(LIST + directory, "");
    return names.isEmpty() ? List.of() : List.of(names.split("\n"));
  }

  @Override
  public List<String> names(String directory) {
    String prefix = directory.equals(".") ? "" : directory + "/";
    return files.keySet().stream()
        .filter(p -> p.startsWith(prefix) && p.indexOf('/', prefix.length()) < 0)
        .filter(p -> p.indexOf(':') < 0)
        .map(p -> p.substring(prefix.length()))
        .toList();
  }

  @Override
  public String absolute(String path) {
    return Path.of(files.getOrDefault(DIRECTORY, "")).resolve(path).normalize().toString();
  }

  @Override
  public SortedMap<String, String> read() {
    return files;
  }
}
