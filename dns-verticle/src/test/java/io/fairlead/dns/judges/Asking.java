package io.fairlead.dns.judges;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Ways to have many questions asked by one process. */
final class Asking {
  private Asking() {}

  /** dig with a file of questions. */
  static Function<List<Question>, String> dig(String host, int port, boolean tcp, Path folder) {
    return questions -> {
      // dig asks for ANY by TCP unless it is told not to.
      String options =
          "@%s -p %d +tries=2 +time=3 %s ".formatted(host, port, tcp ? "+tcp" : "+notcp");
      var lines = questions.stream().map(q -> options + q.name() + ". " + q.type()).toList();
      try {
        var file = Files.write(Files.createTempFile(folder, "questions", ""), lines);
        return Tool.output(List.of("dig", "-f", file.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** kdig with all questions on its command line. */
  static Function<List<Question>, String> kdig(String host, int port, boolean tcp) {
    return questions -> {
      var command = new ArrayList<>(List.of("kdig", "@" + host, "-p", String.valueOf(port)));
      command.addAll(List.of("+retry=1", "+time=3", "+edns", "+noidn", tcp ? "+tcp" : "+notcp"));
      questions.forEach(q -> command.addAll(List.of("-q", q.name() + ".", "-t", q.type())));
      return Tool.output(command);
    };
  }
}
