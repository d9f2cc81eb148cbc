package dev.k3form.lab.api;

import dev.k3form.lab.Json;
import dev.k3form.lab.datacenter.Datacenter;
import dev.k3form.lab.datacenter.DatacenterException;
import dev.k3form.lab.http.FormDecoder;
import dev.k3form.lab.http.HttpHandler;
import dev.k3form.lab.http.HttpReply;
import dev.k3form.lab.http.HttpRequest;
import dev.k3form.lab.schema.ParameterException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From an HTTP request to its answer, in the order of {@code PVE::HTTPServer::rest_handler}: who,
 * which endpoint, allowed, on which node, with which parameters, and only then the work.
 */
final class ApiHandler implements HttpHandler {

  private static final Pattern API = Pattern.compile("/api2/(json|extjs)(/.*)?");

  private final Datacenter dc;
  private final AccessControl access;
  private final List<Route> routes;
  private final Faults faults;
  private final Consumer<RecordedRequest> recorder;

  ApiHandler(
      Datacenter dc,
      AccessControl access,
      List<Route> routes,
      Faults faults,
      Consumer<RecordedRequest> recorder) {
    this.dc = dc;
    this.access = access;
    this.routes = List.copyOf(routes);
    this.faults = faults;
    this.recorder = recorder;
  }

  @Override
  public HttpReply handle(HttpRequest request) throws InterruptedException {
    Matcher api = API.matcher(request.path());
    if (!api.matches()) {
      return request.path().equals("/")
          ? HttpReply.text(
              200, "OK", "k3form lab: a Proxmox-compatible endpoint, no web interface\n")
          : HttpReply.text(404, "no such file '" + request.path() + "'", "");
    }
    boolean extjs = api.group(1).equals("extjs");
    String path = Optional.ofNullable(api.group(2)).orElse("/");
    AccessControl.Identity identity;
    try {
      identity = access.authenticate(request);
    } catch (AccessControl.Unauthenticated e) {
      Thread.sleep(dc.timing().authDelay());
      return new HttpReply.Full(401, e.getMessage(), Map.of(), "", true);
    }
    List<Fault> struck = faults.take(request.method(), path);
    return dressed(request, path, identity, struck, extjs);
  }

  private HttpReply dressed(
      HttpRequest request,
      String path,
      AccessControl.Identity identity,
      List<Fault> struck,
      boolean extjs)
      throws InterruptedException {
    for (Fault fault : struck) {
      if (fault instanceof Fault.AnswerInstead(int status, String reason, var errors)) {
        return new Answer(status, reason, errors, null).render(extjs);
      }
      if (fault instanceof Fault.ConnectionLost(boolean afterEffect) && !afterEffect) {
        return new HttpReply.Dropped();
      }
    }
    Answer answer = answer(request, path, identity, struck);
    for (Fault fault : struck) {
      if (fault instanceof Fault.SlowAnswer(var delay)) {
        Thread.sleep(delay);
      }
      if (fault instanceof Fault.ConnectionLost) {
        return new HttpReply.Dropped();
      }
      if (fault instanceof Fault.AnswerAfterEffect(int status, String reason)) {
        return new HttpReply.Full(status, reason, Map.of(), "", true);
      }
    }
    return answer.render(extjs);
  }

  private Answer answer(
      HttpRequest request, String path, AccessControl.Identity identity, List<Fault> struck)
      throws InterruptedException {
    try {
      return routed(request, path, identity, struck);
    } catch (ParameterException e) {
      return new Answer(400, "Parameter verification failed.", e.errors(), null);
    } catch (Denied e) {
      return Answer.error(403, e.getMessage());
    } catch (DatacenterException e) {
      return Answer.error(500, e.getMessage());
    } catch (RuntimeException e) {
      System.getLogger(ApiHandler.class.getName())
          .log(
              System.Logger.Level.ERROR, "a bug of the lab in " + request.method() + " " + path, e);
      return Answer.error(500, "internal error of the lab: " + e);
    }
  }

  private Answer routed(
      HttpRequest request, String path, AccessControl.Identity identity, List<Fault> struck)
      throws InterruptedException {
    String[] segments = path.replaceFirst("/$", "").split("/");
    for (int i = 0; i < segments.length; i++) {
      segments[i] = FormDecoder.unescape(segments[i].replace("+", "%2B"));
    }
    for (Route route : routes) {
      Optional<Map<String, String>> match =
          route.method().equals(request.method()) ? route.match(segments) : Optional.empty();
      if (match.isPresent()) {
        return Answer.ok(run(route, match.get(), request, path, identity, struck));
      }
    }
    return Answer.error(501, "Method '" + request.method() + " " + path + "' not implemented");
  }

  private @org.jspecify.annotations.Nullable Object run(
      Route route,
      Map<String, String> placeholders,
      HttpRequest request,
      String path,
      AccessControl.Identity identity,
      List<Fault> struck)
      throws InterruptedException {
    Map<String, String> given = parameters(request);
    recorder.accept(new RecordedRequest(request.method(), path, given));
    String vmid = placeholders.get("vmid");
    if (vmid != null && !vmid.matches("[1-9]\\d{2,8}")) {
      throw ParameterException.of("vmid", "type check ('integer') failed - got '" + vmid + "'");
    }
    route.permission().check(new Call(dc, identity, placeholders, Map.of(), struck));
    String node = placeholders.get("node");
    if (node != null && !node.equals(dc.layout().node())) {
      throw new DatacenterException(
          "hostname lookup '"
              + node
              + "' failed - failed to get address info for: "
              + node
              + ": Temporary failure in name resolution");
    }
    Map<String, String> verified = route.parameters().verify(given);
    return route.handler().handle(new Call(dc, identity, placeholders, verified, struck));
  }

  private static Map<String, String> parameters(HttpRequest request) {
    Map<String, String> all = new HashMap<>(FormDecoder.decode(request.query()));
    String body = request.body();
    if (body.isEmpty()) {
      return all;
    }
    if (request.header("content-type").orElse("").startsWith("application/json")) {
      try {
        Json.parseObject(body)
            .forEach(
                (key, value) -> {
                  if (value != null) {
                    all.put(key, value instanceof Boolean b ? (b ? "1" : "0") : value.toString());
                  }
                });
      } catch (IllegalArgumentException e) {
        throw new DatacenterException(String.valueOf(e.getMessage()));
      }
    } else {
      all.putAll(FormDecoder.decode(body));
    }
    return all;
  }
}
