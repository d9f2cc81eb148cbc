package dev.k3form.hosts.provider;

import dev.k3form.hosts.HostException;
import dev.k3form.hosts.TransactionFailure;
import dev.k3form.spi.ProviderException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says of a change of a service that failed what the service's own programs said. */
public final class ServiceFailure {
  private ServiceFailure() {}

  /**
   * Returns the failure in the service's terms.
   *
   * @param checker the program that checks the file
   * @param unit the service
   * @param path the file, which the checker may have seen under a temporary name beside it
   */
  public static ProviderException of(
      HostException.TransactionFailed e, String checker, String unit, String path) {
    TransactionFailure failure = e.failure();
    String words = withoutStagedNames(failure.words(), path);
    String what =
        switch (failure.step()) {
          case VALIDATE, VALIDATE_IN_PLACE -> checker + " refuses the new " + path + ":\n" + words;
          case HEALTH -> unit + " is not well with the new " + path + ":\n" + words;
          case LOCK, RECOVER, PACKAGES, STAGE, SWAP, UNITS ->
              withoutStagedNames(failure.summary(), path);
        };
    String outcome =
        switch (failure.aftermath().state()) {
          case UNTOUCHED -> "No file was changed; " + unit + " runs on as before.";
          case PUT_BACK -> "The old " + path + " was put back; " + unit + " serves with it again.";
          case PUT_BACK_INCOMPLETE -> failure.aftermath().sentence();
        };
    return new ProviderException(
        failure.step() == TransactionFailure.Step.LOCK
            ? ProviderException.Kind.TRANSIENT
            : ProviderException.Kind.PERMANENT,
        e.host().label() + ": " + what + "\n" + outcome,
        e,
        "",
        List.of());
  }

  private static String withoutStagedNames(String words, String path) {
    String directory = path.substring(0, path.lastIndexOf('/') + 1);
    return Pattern.compile(Pattern.quote(directory) + "\\.k3form-[^\\s:'\"\\])]+")
        .matcher(words)
        .replaceAll(Matcher.quoteReplacement(path));
  }
}
