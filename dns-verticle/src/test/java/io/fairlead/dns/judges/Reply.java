package io.fairlead.dns.judges;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A message as dig and kdig print it.
 *
 * @param rcode in capitals
 * @param flags in small letters
 * @param sections by the first word of their title: {@code QUESTION}, {@code ANSWER} ...
 */
record Reply(
    String opcode,
    String rcode,
    Set<String> flags,
    String text,
    Map<String, List<String>> sections) {
  private static final Pattern HEADER =
      Pattern.compile("->>HEADER<<- opcode: (\\w+)[,;] status: (\\w+)[,;]");
  private static final Pattern FLAGS = Pattern.compile("(?i);; flags: ?([a-z ]*)(;|$)");
  private static final Pattern SECTION = Pattern.compile(";; (\\w+)(?: PSEUDO)? ?SECTION:");

  /** A line of a section: owner, TTL, type and value; the class is always IN. */
  record Line(String owner, long ttl, String type, String value) {
    /** Type and value. */
    String content() {
      return type + " " + value;
    }
  }

  /** Reads all messages of an output, in order. */
  static List<Reply> all(String output) {
    List<Reply> replies = new ArrayList<>();
    var starts = HEADER.matcher(output).results().toList();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1).start() : output.length();
      var text = output.substring(starts.get(i).start(), end);
      replies.add(of(starts.get(i).group(1), starts.get(i).group(2), text));
    }
    return replies;
  }

  private static Reply of(String opcode, String rcode, String text) {
    var flags = FLAGS.matcher(text);
    Map<String, List<String>> sections = new TreeMap<>();
    List<String> section = new ArrayList<>();
    for (String line : text.lines().toList()) {
      var title = SECTION.matcher(line);
      if (title.find()) {
        section = sections.computeIfAbsent(title.group(1), t -> new ArrayList<>());
      } else if (line.isBlank()) {
        section = new ArrayList<>();
      } else {
        section.add(line);
      }
    }
    return new Reply(
        opcode,
        rcode,
        flags.find() ? Set.of(flags.group(1).strip().split(" +")) : Set.of(),
        text,
        sections);
  }

  /** The name and type that came back, the name as it was asked for. */
  Question question() {
    var lines = sections.getOrDefault("QUESTION", List.of());
    if (lines.isEmpty()) {
      return null;
    }
    String[] words = lines.get(0).replaceFirst("^[; ]+", "").split("\\s+", -1);
    return new Question(words[0].replaceFirst("(?<=.)\\.$", ""), words[words.length - 1]);
  }

  List<Line> answers() {
    return lines("ANSWER");
  }

  List<Line> authorities() {
    return lines("AUTHORITY");
  }

  List<Line> additionals() {
    return lines("ADDITIONAL");
  }

  private List<Line> lines(String section) {
    return sections.getOrDefault(section, List.of()).stream()
        .filter(line -> !line.startsWith(";"))
        .map(line -> line.split("\\s+", 5))
        .map(w -> new Line(w[0], Long.parseLong(w[1]), w[3], w[4]))
        .toList();
  }

  /** Whether the message has an OPT record. */
  boolean hasEdns() {
    return text.contains("; EDNS: version");
  }
}
