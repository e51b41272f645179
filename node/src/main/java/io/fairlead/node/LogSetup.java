package io.fairlead.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;

/**
 * The log of every process: to stdout, one line per event whatever is in the message or the stack
 * trace, from the level in {@code FAIRLEAD_LOG_LEVEL} on. Found by logback as a service. It takes
 * the place of a {@code logback.xml}, since reading one costs each sidecar 3.5 MB; a process that
 * has such a file, or names one in {@code logback.configurationFile}, keeps it.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
  static final String LEVEL_VARIABLE = "FAIRLEAD_LOG_LEVEL";
  static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private static final String LINE =
      "%d{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %-5level %logger{0}: "
          + "%replace("
          + "%replace(%msg%n%ex{full, io.vertx.core.impl, io.netty}){'\\s+$', ''}"
          + "){'\\s*[\\r\\n]+\\s*', ' | '}%nopex%n";

  /** These tell at INFO what interests their own developers. */
  private static final List<String> CHATTY = List.of("io.netty", "io.vertx", "com.hazelcast");

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (hasFile()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(LINE);
    encoder.start();
    var stdout = new ConsoleAppender<ILoggingEvent>();
    stdout.setName("stdout");
    stdout.setContext(context);
    stdout.setEncoder(encoder);
    stdout.start();
    var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(System.getenv(LEVEL_VARIABLE), Level.INFO));
    root.addAppender(stdout);
    if (Level.WARN.isGreaterOrEqual(root.getLevel())) {
      CHATTY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean hasFile() {
    var loader = LogSetup.class.getClassLoader();
    return System.getProperty("logback.configurationFile") != null
        || loader.getResource("logback-test.xml") != null
        || loader.getResource("logback.xml") != null;
  }
}
