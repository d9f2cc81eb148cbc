package dev.k3form.engine.apply;

import java.util.function.Consumer;

/** What watches over one operation: who is told of its progress, and who may interrupt it. */
record Supervision(Consumer<String> progress, ProviderCall call) {}
