package dev.k3form.state.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file operations that state is kept with.
 *
 * <p>Nothing is promised to outlast a power cut but what was synced: content by {@link #write} and
 * {@link Appender#sync}, names (new, changed or gone) by {@link #syncDirectory}.
 */
public interface Disk {
  /** Returns a file's content, empty if there is no such file. */
  Optional<byte[]> read(Path file) throws IOException;

  /**
   * Writes a whole file and syncs its content.
   *
   * @param secret whether only the owner may read it
   */
  void write(Path file, byte[] content, boolean secret) throws IOException;

  /** Gives a file another name, in place of what had that name, as one step. */
  void rename(Path from, Path to) throws IOException;

  /** Returns where a file really is; itself, unless it is a link to one that is there. */
  default Path behindLinks(Path file) throws IOException {
    return file;
  }

  /** Removes a file if it is there. */
  void delete(Path file) throws IOException;

  /** Makes the names in a directory durable. */
  void syncDirectory(Path directory) throws IOException;

  /** Makes a directory, only for its owner, and those above it. */
  void makeDirectory(Path directory) throws IOException;

  /** Opens a file for appending and makes it if it is not there, readable for its owner only. */
  Appender append(Path file) throws IOException;

  /** A file that grows at its end. */
  interface Appender extends Closeable {
    /** Adds bytes. */
    void write(byte[] bytes) throws IOException;

    /** Makes everything that was added durable. */
    void sync() throws IOException;

    /** Cuts the file. */
    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
  }
}
