package dev.k3form.provider.proxmox.api;

import dev.k3form.spi.ProviderException.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a user's terms what an answer of the API that is no success means. */
final class ApiFailures {
  private static final Pattern DENIED =
      Pattern.compile("Permission check failed \\((\\S+), ([A-Za-z.|, ]+)\\)");

  private record Cause(Pattern pattern, String argument, String help) {}

  private static final List<Cause> CAUSES =
      List.of(
          new Cause(
              Pattern.compile("storage '[^']+' (does not exist|is not (available|online|enabled))"),
              "storage",
              "`pvesm status` on the node lists the storages."),
          new Cause(
              Pattern.compile("(?i)no such storage|storage .* does not support"),
              "storage",
              "`pvesm status` on the node lists the storages."),
          new Cause(
              Pattern.compile("bridge '?[\\w.-]+'? does not exist|no such (network )?bridge"),
              "network",
              "`ip -br link show type bridge` on the node lists the bridges."),
          new Cause(
              Pattern.compile("hostname lookup '[^']+' failed"),
              "node",
              "`pvesh get /nodes` lists the nodes of the cluster."),
          new Cause(
              Pattern.compile("[Ll]inked clone feature is not supported"),
              "full_clone",
              "Set full_clone = true, or make the source a template."),
          new Cause(
              Pattern.compile("is still in use by linked clone"),
              "",
              "Machines that were cloned from this template still stand on its disk: destroy them"
                  + " first, or make them with full_clone = true."),
          new Cause(
              Pattern.compile(
                  "can't (remove|destroy) VM \\d+ - protection mode enabled|protection"),
              "protection",
              "Set protection = false and apply before you destroy it."),
          new Cause(
              Pattern.compile("only root can set '([^']+)'|Only root can pass"),
              "",
              "Proxmox allows this to root@pam by password alone, not to any API token."),
          new Cause(
              Pattern.compile("invalid filename or wrong extension"),
              "image_url",
              "An image to import ends in .qcow2, .raw or .vmdk."));

  private final URI endpoint;
  private final ApiToken token;

  ApiFailures(URI endpoint, ApiToken token) {
    this.endpoint = endpoint;
    this.token = token;
  }

  /** Returns the failure of a request that was answered. */
  ApiException answered(
      String method, String path, int status, String text, Map<String, String> errors) {
    String what = method + " " + path;
    if (status == 401) {
      return make(
          Kind.PERMANENT,
          status,
          "Proxmox at " + endpoint + " does not know the API token " + token.id(),
          text,
          errors,
          "token",
          "Check the secret: Proxmox shows it once, when the token is made.",
          "Make a new one on a node: `pveum user token add "
              + token.user()
              + " "
              + token.id().substring(token.id().indexOf('!') + 1)
              + " --privsep 0`.");
    }
    if (status == 403) {
      return denied(what, text, errors);
    }
    if (status == 595 || status == 596 || status == 599) {
      boolean read = method.equals("GET");
      return make(
          read ? Kind.TRANSIENT : Kind.OUTCOME_UNKNOWN,
          status,
          "Proxmox lost its own connection while it worked on "
              + what
              + " (status "
              + status
              + (text.isEmpty() ? "" : ", " + text)
              + ")",
          text,
          errors,
          "",
          "The node that was asked may be down or busy: look at `pvecm status` and at the load.");
    }
    if (!errors.isEmpty()) {
      List<String> lines = new ArrayList<>();
      errors.forEach((name, problem) -> lines.add(name + ": " + problem.strip()));
      return make(
          Kind.PERMANENT,
          status,
          "Proxmox refuses " + what + ": " + String.join("; ", lines),
          text,
          errors,
          Options.argument(errors.keySet().iterator().next()));
    }
    return told(status, "Proxmox refuses " + what + ": " + said(text, status), text);
  }

  /** Returns the failure of a task. */
  ApiException task(String what, String exit, List<String> log) {
    String last = log.isEmpty() ? "" : "\n" + String.join("\n", log);
    return told(0, "Proxmox could not " + what + ": " + exit.strip() + last, exit);
  }

  private ApiException told(int status, String message, String text) {
    for (Cause cause : CAUSES) {
      if (cause.pattern().matcher(text).find()) {
        return make(
            Kind.PERMANENT, status, message, text, Map.of(), cause.argument(), cause.help());
      }
    }
    ApiException plain = make(Kind.PERMANENT, status, message, text, Map.of(), "");
    if (plain.isBusy() || plain.isLocked()) {
      return make(
          Kind.TRANSIENT,
          status,
          message,
          text,
          Map.of(),
          "",
          "Another operation holds the VM or its storage; see the task list of the node.");
    }
    return status == 502 || status == 503 || status == 504
        ? make(Kind.TRANSIENT, status, message, text, Map.of(), "")
        : plain;
  }

  private ApiException denied(String what, String text, Map<String, String> errors) {
    Matcher m = DENIED.matcher(text);
    if (!m.find()) {
      return make(
          Kind.PERMANENT,
          403,
          "Proxmox denies " + what + " to " + token.id() + ": " + text,
          text,
          errors,
          "",
          "Give the user and the token a role that allows it, by `pveum acl modify`.");
    }
    String path = m.group(1);
    String privileges = m.group(2).replace("|", " or ");
    return make(
        Kind.PERMANENT,
        403,
        token.id() + " lacks the privilege " + privileges + " on " + path + ", needed for " + what,
        text,
        errors,
        "",
        "Add it to the token's role: `pveum role modify K3form --append --privs "
            + m.group(2).split("[|, ]+", 2)[0]
            + "`, and see that the role is given on "
            + path
            + " to the user and to the token.");
  }

  private static String said(String text, int status) {
    return text.isBlank() ? "status " + status + " without a reason" : text.strip();
  }

  private static ApiException make(
      Kind kind,
      int status,
      String message,
      String text,
      Map<String, String> errors,
      String argument,
      String... help) {
    return new ApiException(kind, status, message, text, errors, null, argument, List.of(help));
  }
}
