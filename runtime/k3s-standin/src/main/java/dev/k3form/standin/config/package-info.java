/**
 * What k3s is told: config.yaml, its drop-ins, environment and command line, and what they mean.
 */
@NullMarked
package dev.k3form.standin.config;

import org.jspecify.annotations.NullMarked;
