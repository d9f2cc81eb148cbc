package dev.k3form.cli.project;

import dev.k3form.model.graph.Configuration;
import dev.k3form.model.source.SourceFile;
import java.util.Map;

/** A configuration without errors, and the sources that diagnostics about it point into. */
public record Compiled(Configuration configuration, Map<String, SourceFile> sources) {}
