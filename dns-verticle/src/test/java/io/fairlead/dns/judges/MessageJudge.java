package io.fairlead.dns.judges;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A judge that shows whole messages: dig or kdig, asking the server or a resolver in front of it.
 */
final class MessageJudge implements Judge {
  /** No TTL in the table is longer; resolvers count down from it. */
  private static final long TTL_MAX = 60;

  private final Kind kind;
  private final Function<List<Question>, String> tool;
  private final AutoCloseable resolver;

  /**
   * @param tool asks all questions, one after the other
   * @param resolver in front; closed with this judge
   */
  MessageJudge(Kind kind, Function<List<Question>, String> tool, AutoCloseable resolver) {
    this.kind = kind;
    this.tool = tool;
    this.resolver = resolver;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public List<String> complaints(List<Case> cases) {
    String output = tool.apply(cases.stream().map(Case::question).toList());
    var replies = Reply.all(output);
    if (replies.size() != cases.size()) {
      return List.of(replies.size() + " replies to " + cases.size() + " questions:\n" + output);
    }
    List<String> complaints = new ArrayList<>();
    for (int i = 0; i < replies.size(); i++) {
      var reply = replies.get(i);
      var found = complaints(cases.get(i).as(kind), reply);
      if (!found.isEmpty()) {
        complaints.add(cases.get(i).question() + ": " + found + "\n" + reply.text());
      }
    }
    return complaints;
  }

  private List<String> complaints(Case expected, Reply reply) {
    List<String> all = new ArrayList<>();
    check(all, "question", expected.question(), reply.question());
    check(all, "rcode", expected.rcode(), reply.rcode());
    checkFlags(all, expected, reply);
    checkAnswers(all, expected, reply);
    if (kind == Kind.DIRECT || kind == Kind.RECURSIVE) {
      checkAuthority(all, expected, reply);
    }
    if (kind == Kind.DIRECT && expected.along() != null) {
      var along = reply.additionals().stream().map(l -> l.owner() + " " + l.content()).toList();
      check(all, "additional", expected.along(), new HashSet<>(along));
    }
    return all;
  }

  private void checkFlags(List<String> all, Case expected, Reply reply) {
    if (kind == Kind.DIRECT) {
      check(all, "aa", !expected.rcode().equals("REFUSED"), reply.flags().contains("aa"));
      check(all, "ra", false, reply.flags().contains("ra"));
    } else {
      check(all, "ra", true, reply.flags().contains("ra"));
    }
    check(all, "tc", false, reply.flags().contains("tc"));
  }

  private void checkAnswers(List<String> all, Case expected, Reply reply) {
    var lines = reply.answers();
    int aliases = expected.chain().size();
    check(all, "answers", aliases + expected.count(), lines.size());
    String owner = expected.question().name() + ".";
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      check(all, "owner", owner, line.owner());
      if (i < aliases) {
        check(all, "alias", expected.chain().get(i), line.content());
        owner = line.value();
      } else if (!expected.values().contains(line.content())) {
        all.add("not expected: " + line.content());
      }
    }
    check(all, "repetitions", lines.size(), new HashSet<>(lines).size());
    long ttl = lines.isEmpty() ? 0 : lines.get(0).ttl();
    if (Stream.of("A", "AAAA", "SRV", "CNAME").anyMatch(expected.question().type()::equals)
        && ttl > TTL_MAX) {
      all.add("TTL of " + ttl);
    }
  }

  private void checkAuthority(List<String> all, Case expected, Reply reply) {
    var starts =
        reply.authorities().stream()
            .filter(l -> l.type().equals("SOA") && l.ttl() <= TTL_MAX)
            .map(Reply.Line::owner)
            .toList();
    var zones = Stream.ofNullable(expected.zone()).map(z -> z + ".").toList();
    check(all, "SOA in authority", zones, starts);
  }

  private static void check(List<String> all, String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      all.add(what + " is " + found + ", expected " + expected);
    }
  }

  @Override
  public void close() {
    try {
      resolver.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
