package dev.k3form.provider.keepalived;

import dev.k3form.model.value.Value;
import dev.k3form.spi.schema.Argument;
import dev.k3form.spi.schema.RecordBinder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The section {@code global_defs}. */
public record GlobalDefs(
    @Argument(doc = "Name of this machine in messages; its host name unless set.")
        @Nullable String routerId,
    @Argument(doc = "User who runs scripts that name no other.", defaultValue = "root")
        String scriptUser,
    @Argument(
            doc = "Whether scripts that others than root could change are refused.",
            defaultValue = "true")
        boolean enableScriptSecurity,
    @Argument(
            doc = "How often a master announces its addresses by gratuitous ARP again.",
            defaultValue = "60s")
        Duration vrrpGarpMasterRefresh,
    @Argument(doc = "Further lines of the section, as keepalived reads them.")
        @Nullable String extra) {
  /** What is written where the user says nothing. */
  static final GlobalDefs STANDARD = RecordBinder.bind(Value.Obj.EMPTY, GlobalDefs.class);
}
