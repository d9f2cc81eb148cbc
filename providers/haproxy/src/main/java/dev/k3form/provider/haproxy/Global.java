package dev.k3form.provider.haproxy;

import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.RecordBinder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section {@code global}: the process as a whole. */
public record Global(
    @Argument(doc = "Where logs go, one line each.", defaultValue = "[\"/dev/log local0\"]")
        List<String> log,
    @Argument(doc = "Directory that the worker locks itself in.", defaultValue = "/var/lib/haproxy")
        String chroot,
    @Argument(doc = "User of the worker.", defaultValue = "haproxy") String user,
    @Argument(doc = "Group of the worker.", defaultValue = "haproxy") String group,
    @Argument(doc = "Most connections of the whole process; computed by HAProxy unless set.")
        @Nullable Integer maxconn,
    @Argument(doc = "Number of threads; one for each processor unless set.")
        @Nullable Integer nbthread,
    @Argument(
            doc = "Socket of the runtime API with its parameters.",
            defaultValue = "/run/haproxy/admin.sock mode 660 level admin expose-fd listeners")
        String statsSocket,
    @Argument(doc = "How long a client of the runtime API may be silent.", defaultValue = "30s")
        Duration statsTimeout,
    @Argument(doc = "How long an old worker may finish its connections after a reload.")
        @Nullable Duration hardStopAfter,
    @Argument(doc = "Directory of relative ca_file paths.") @Nullable String caBase,
    @Argument(doc = "Directory of relative crt paths.") @Nullable String crtBase,
    @Argument(doc = "Further lines of the section, as HAProxy reads them.")
        @Nullable String extra) {
  /** What is written where the user says nothing. */
  static final Global STANDARD = RecordBinder.bind(Value.Obj.EMPTY, Global.class);
}
