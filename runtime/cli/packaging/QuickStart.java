import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the libraries of a distribution fit for an ahead-of-time cache of classes (JEP 514), which
 * takes neither classes of signed jars nor classes from before Java 6.
 *
 * <p>Signatures are dropped: Maven has compared the checksum of what it fetched, and the JVM would
 * check the signature at each start, a fifth of a second. Old classes get the stack maps of JVMS
 * §4.7.4 and the version of Java 8. Jars that need neither stay as they are; so does one in which a
 * class does not verify.
 */
final class QuickStart {
  private static final int JAVA_6 = 50;
  private static final int JAVA_8 = 52;

  private QuickStart() {}

  public static void main(String[] arguments) throws IOException {
    List<Path> jars;
    try (var files = Files.list(Path.of(arguments[0]))) {
      jars = files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    }
    for (Path jar : jars) {
      try (JarFile in = new JarFile(jar.toFile(), false)) {
        List<JarEntry> entries = Collections.list(in.entries());
        if (entries.stream().anyMatch(QuickStart::signature) || old(in, entries)) {
          rewrite(jar, in, entries);
        }
      }
    }
  }

  private static boolean signature(ZipEntry entry) {
    return entry.getName().matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  }

  private static boolean old(JarFile in, List<JarEntry> entries) throws IOException {
    for (JarEntry entry : entries) {
      if (entry.getName().endsWith(".class")) {
        byte[] head;
        try (var bytes = in.getInputStream(entry)) {
          head = bytes.readNBytes(8);
        }
        if (head.length == 8 && ((head[6] & 0xff) << 8 | head[7] & 0xff) < JAVA_6) {
          return true;
        }
      }
    }
    return false;
  }

  private static void rewrite(Path jar, JarFile in, List<JarEntry> entries) throws IOException {
    Path fresh = jar.resolveSibling(jar.getFileName() + ".new");
    try (URLClassLoader library = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(fresh))) {
      ClassHierarchyResolver hierarchy =
          ClassHierarchyResolver.ofResourceParsing(library)
              .orElse(ClassHierarchyResolver.defaultResolver());
      ClassFile classes =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(hierarchy));
      for (JarEntry entry : entries) {
        if (!signature(entry)) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          copy(in, entry, classes, out);
          out.closeEntry();
        }
      }
    } catch (IllegalArgumentException e) {
      System.err.println(jar.getFileName() + " stays as it is: " + e.getMessage());
      Files.delete(fresh);
      return;
    }
    Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void copy(JarFile in, JarEntry entry, ClassFile classes, OutputStream out)
      throws IOException {
    byte[] bytes;
    try (var content = in.getInputStream(entry)) {
      bytes = content.readAllBytes();
    }
    if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
      Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
      manifest.getEntries().clear(); // the digests of the signed files
      manifest.write(out);
    } else if (entry.getName().endsWith(".class")) {
      out.write(current(entry.getName(), bytes, classes));
    } else {
      out.write(bytes);
    }
  }

  private static byte[] current(String name, byte[] bytes, ClassFile classes) {
    ClassModel model = classes.parse(bytes);
    if (model.majorVersion() >= JAVA_6) {
      return bytes;
    }
    ClassTransform bodies =
        ClassTransform.transformingMethodBodies((code, part) -> code.with(part));
    ClassTransform version =
        (builder, part) -> {
          if (part instanceof ClassFileVersion) {
            builder.withVersion(JAVA_8, 0);
          } else {
            builder.with(part);
          }
        };
    byte[] made = classes.transformClass(model, bodies.andThen(version));
    List<VerifyError> errors = classes.verify(made);
    if (!errors.isEmpty()) {
      throw new IllegalArgumentException(name + ": " + errors.getFirst().getMessage());
    }
    return made;
  }
}
