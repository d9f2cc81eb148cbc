package dev.k3form.provider.keepalived;

import dev.k3form.spi.schema.Argument;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A section {@code vrrp_script}: a command that tells whether the machine may hold an address. */
public record VrrpScript(
    @Argument(
            doc = "Command with its arguments; exit status 0 means well.",
            example = "\"/usr/bin/systemctl is-active --quiet haproxy\"")
        String script,
    @Argument(doc = "Time between two runs.", defaultValue = "1s") Duration interval,
    @Argument(doc = "Time after which a run counts as failed; the interval unless set.")
        @Nullable Duration timeout,
    @Argument(
            doc =
                "What a failure adds to the priority; 0 makes the instance give up its addresses.",
            defaultValue = "0")
        int weight,
    @Argument(doc = "Failed runs in a row until the command counts as failed.", defaultValue = "2")
        int fall,
    @Argument(doc = "Good runs in a row until the command counts as well.", defaultValue = "1")
        int rise,
    @Argument(doc = "User who runs it; script_user of global_defs unless set.")
        @Nullable String user,
    @Argument(doc = "Whether it counts as failed until it ran.", defaultValue = "false")
        boolean initFail) {}
