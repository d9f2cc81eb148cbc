package dev.k3form.hosts;

import java.io.Serial;
import net.schmizz.sshj.common.LoggerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * The library's logger, one step quieter than it means to be: what it logs as an error reaches our
 * callers as a {@link HostException}, and must not be shown to users a second time.
 */
final class QuietLogger extends AbstractLogger {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Logger target;

  private QuietLogger(Logger target) {
    this.target = target;
    this.name = target.getName();
  }

  /** Returns quiet loggers for the library. */
  static LoggerFactory factory() {
    return new LoggerFactory() {
      @Override
      public Logger getLogger(String name) {
        return new QuietLogger(org.slf4j.LoggerFactory.getLogger(name));
      }

      @Override
      public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
      }
    };
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable throwable) {
    String text = MessageFormatter.basicArrayFormat(message, arguments);
    if (level.toInt() >= Level.INFO.toInt()) {
      target.debug(text, throwable);
    } else {
      target.trace(text, throwable);
    }
  }

  @Override
  public boolean isTraceEnabled() {
    return target.isTraceEnabled();
  }

  @Override
  public boolean isTraceEnabled(@Nullable Marker marker) {
    return target.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return target.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled(@Nullable Marker marker) {
    return target.isTraceEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return target.isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled(@Nullable Marker marker) {
    return target.isDebugEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return target.isDebugEnabled();
  }

  @Override
  public boolean isWarnEnabled(@Nullable Marker marker) {
    return target.isDebugEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return target.isDebugEnabled();
  }

  @Override
  public boolean isErrorEnabled(@Nullable Marker marker) {
    return target.isDebugEnabled();
  }
}
