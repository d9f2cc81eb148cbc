package dev.k3form.frontend.load;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/**
 * The files that a configuration is made of and that its functions read.
 *
 * <p>Paths are as the user would write them: relative to the directory of the command, or absolute.
 * What was read once is remembered, so that it is the same for as long as the compilation lives,
 * and can be given to a saved plan.
 */
public interface FileAccess {
  /** Returns the bytes of a file. */
  byte[] read(String path) throws IOException;

  /** Reports whether there is a regular file. */
  boolean exists(String path) throws IOException;

  /** Returns the regular files below a directory, as sorted paths relative to it. */
  List<String> list(String directory) throws IOException;

  /** Returns the names of the files directly in a directory, sorted; none if there is none. */
  List<String> names(String directory) throws IOException;

  /** Returns all that was read, for {@link RecordedFiles}. */
  SortedMap<String, String> read();

  /** Returns the absolute form of a path. */
  String absolute(String path);
}
