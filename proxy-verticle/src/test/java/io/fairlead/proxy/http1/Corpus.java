package io.fairlead.proxy.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads files of raw messages; requests.txt says how they are written. */
final class Corpus {
  private static final Pattern REPEATED = Pattern.compile("\\{\\{(\\d+)\\*(.*?)}}");
  private static final Pattern LINE = Pattern.compile("([a-z]+):(?: (.*))?");

  private Corpus() {}

  /**
   * One message.
   *
   * @param sent its octets, as ISO 8859-1
   * @param lines what is said of it, in order
   */
  record Case(String name, String sent, List<Line> lines) {
    /** The values of all lines of this key. */
    List<String> all(String key) {
      return lines.stream().filter(l -> l.key().equals(key)).map(Line::value).toList();
    }

    /** The value of the first line of this key. */
    String first(String key, String otherwise) {
      return all(key).stream().findFirst().orElse(otherwise);
    }

    boolean says(String key) {
      return !all(key).isEmpty();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  record Line(String key, String value) {}

  /** The cases of a file beside this class. */
  static List<Case> read(String file) {
    List<Case> cases = new ArrayList<>();
    Building building = null;
    for (String line : text(file).split("\n", -1)) {
      if (line.startsWith("#") || line.isEmpty()) {
        continue;
      }
      if (line.startsWith("name: ")) {
        if (building != null) {
          cases.add(building.done());
        }
        building = new Building(line.substring("name: ".length()));
      } else {
        building.line(line);
      }
    }
    cases.add(building.done());
    return cases;
  }

  private static String text(String file) {
    try (var in = Corpus.class.getResourceAsStream("/http1/" + file)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Building {
    private final String name;
    private final StringBuilder sent = new StringBuilder();
    private final List<Line> lines = new ArrayList<>();

    Building(String name) {
      this.name = name;
    }

    void line(String line) {
      if (line.startsWith("|")) {
        boolean open = line.endsWith("\\");
        String octets = line.substring(1, line.length() - (open ? 1 : 0));
        sent.append(octets(octets)).append(open ? "" : "\r\n");
        return;
      }
      var parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException(name + ": '" + line + "' (expected: key: value)");
      }
      lines.add(new Line(parts.group(1), octets(parts.group(2) == null ? "" : parts.group(2))));
    }

    Case done() {
      return new Case(name, sent.toString(), List.copyOf(lines));
    }
  }

  private static String octets(String written) {
    String repeated =
        REPEATED
            .matcher(written)
            .replaceAll(
                found ->
                    java.util.regex.Matcher.quoteReplacement(
                        found.group(2).repeat(Integer.parseInt(found.group(1)))));
    var octets = new StringBuilder();
    for (int i = 0; i < repeated.length(); i++) {
      char c = repeated.charAt(i);
      if (c != '\\') {
        octets.append(c);
        continue;
      }
      char what = repeated.charAt(++i);
      switch (what) {
        case 'r' -> octets.append('\r');
        case 'n' -> octets.append('\n');
        case 't' -> octets.append('\t');
        case 'x' -> {
          octets.append((char) Integer.parseInt(repeated.substring(i + 1, i + 3), 16));
          i += 2;
        }
        default -> octets.append(what);
      }
    }
    return octets.toString();
  }

  /** Octets of a string of ISO 8859-1. */
  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
