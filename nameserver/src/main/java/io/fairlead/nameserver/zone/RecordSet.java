package io.fairlead.nameserver.zone;

import io.fairlead.nameserver.message.DnsName;
import io.fairlead.nameserver.message.EncodedRecord;
import io.fairlead.nameserver.message.RecordValue;
import io.fairlead.nameserver.message.ResourceRecord;
import io.fairlead.nameserver.message.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All values of one type at one name, of which an answer shows some. Immutable; its records are
 * encoded when they are first asked for, and only chosen and copied from then on.
 */
public final class RecordSet {
  /** How many of the values an answer shows. */
  public enum Choice {
    /** Those that are healthy, up to the limit, in random order. */
    MULTIVALUE,
    /** One that is healthy, at random by weight; Cloud Map itself gives all the same. */
    WEIGHTED,
    /** All, whatever their health: who names an instance wants that one. */
    ALL
  }

  private final DnsName owner;
  private final int type;
  private final int ttlSeconds;
  private final Choice choice;
  private final List<Candidate> open;
  private final long weights;

  /** One of each that may be answered; raced for, and all that is lost is work done twice. */
  private volatile Encoded encoded;

  private static final class Encoded {
    private final EncodedRecord[] answers;
    private final EncodedRecord[][] additional;

    Encoded(EncodedRecord[] answers, EncodedRecord[][] additional) {
      this.answers = answers;
      this.additional = additional;
    }
  }

  private RecordSet(DnsName owner, int ttlSeconds, Choice choice, List<Candidate> open) {
    this.owner = owner;
    this.type = open.get(0).value().type();
    this.ttlSeconds = ttlSeconds;
    this.choice = choice;
    this.open = open;
    this.weights = open.stream().mapToLong(Candidate::weight).sum();
  }

  /**
   * A set without repetitions (RFC 2181 §5): a value is healthy when any of its candidates is, and
   * has the weight of all of them that count. When none is healthy, all count as healthy, as Route
   * 53 does: a dead check must not take a living service down.
   *
   * @param ttlSeconds how long an answer may be kept, 0 to 2147483647
   * @param candidates of one type, never empty
   */
  public static RecordSet of(
      DnsName owner, int ttlSeconds, Choice choice, List<Candidate> candidates) {
    Map<RecordValue, Candidate> byValue = new LinkedHashMap<>();
    candidates.forEach(c -> byValue.merge(c.value(), c, RecordSet::joined));
    var healthy = byValue.values().stream().filter(Candidate::healthy).toList();
    boolean all = choice == Choice.ALL || healthy.isEmpty();
    return new RecordSet(owner, ttlSeconds, choice, all ? List.copyOf(byValue.values()) : healthy);
  }

  /** A set that is always answered whole. */
  public static RecordSet all(DnsName owner, int ttlSeconds, List<? extends RecordValue> values) {
    return of(owner, ttlSeconds, Choice.ALL, values.stream().map(Candidate::of).toList());
  }

  private static Candidate joined(Candidate one, Candidate other) {
    if (one.healthy() != other.healthy()) {
      return one.healthy() ? one : other;
    }
    return new Candidate(
        one.value(), one.healthy(), one.weight() + other.weight(), one.additional());
  }

  /** The type of all of its values. */
  public int type() {
    return type;
  }

  /** Records of all values that may be answered, in no particular order. */
  public List<ResourceRecord> records() {
    return IntStream.range(0, open.size()).mapToObj(this::record).toList();
  }

  private ResourceRecord record(int index) {
    return new ResourceRecord(owner, ttlSeconds, open.get(index).value());
  }

  /**
   * Answers a question about exactly this name.
   *
   * @param multivalueMax values of a MULTIVALUE answer
   */
  void answer(Response response, int multivalueMax, Chance chance) {
    var ready = encoded;
    if (ready == null) {
      ready = encode();
      encoded = ready;
    }
    int count = choose(multivalueMax, chance);
    for (int i = 0; i < count; i++) {
      response.answer(ready.answers[chance.chosen(i)]);
    }
    for (int i = 0; i < count; i++) {
      for (var more : ready.additional[chance.chosen(i)]) {
        response.additional(more);
      }
    }
  }

  /** Answers a question that came here along aliases; what it chose, for those that go on. */
  List<ResourceRecord> answerFurther(Response response, int multivalueMax, Chance chance) {
    List<ResourceRecord> answered = new ArrayList<>();
    List<ResourceRecord> additional = new ArrayList<>();
    int count = choose(multivalueMax, chance);
    for (int i = 0; i < count; i++) {
      int chosen = chance.chosen(i);
      var record = record(chosen);
      response.answer(record);
      answered.add(record);
      additional.addAll(open.get(chosen).additional());
    }
    response.additional(additional);
    return answered;
  }

  private int choose(int multivalueMax, Chance chance) {
    return switch (choice) {
      case ALL -> chance.all(open.size());
      case MULTIVALUE -> chance.some(open.size(), multivalueMax);
      case WEIGHTED -> chance.one(weighted(chance));
    };
  }

  /** Weight 0 is chosen only when all have it. */
  private int weighted(Chance chance) {
    if (weights == 0) {
      return chance.below(open.size());
    }
    long left = chance.below(weights);
    int i = 0;
    while (left >= open.get(i).weight()) {
      left -= open.get(i).weight();
      i++;
    }
    return i;
  }

  private Encoded encode() {
    var answers = new EncodedRecord[open.size()];
    var additional = new EncodedRecord[open.size()][];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = EncodedRecord.of(record(i), owner);
      additional[i] =
          open.get(i).additional().stream()
              .map(r -> EncodedRecord.of(r, owner))
              .toArray(EncodedRecord[]::new);
    }
    return new Encoded(answers, additional);
  }
}
