package io.fairlead.dns.message;

import java.util.List;

/**
 * What a question gets, before it is cut to size.
 *
 * @param authoritative false when nothing of it comes from a zone that is served here
 * @param answers in the order in which they are sent
 * @param authority the SOA record of a negative answer
 * @param additional what may be left out when there is no room
 */
public record Answer(
    ResponseCode code,
    boolean authoritative,
    List<ResourceRecord> answers,
    List<ResourceRecord> authority,
    List<ResourceRecord> additional) {

  public Answer {
    answers = List.copyOf(answers);
    authority = List.copyOf(authority);
    additional = List.copyOf(additional);
  }

  /** An answer that says no more than its code. */
  public static Answer rejection(ResponseCode code) {
    return new Answer(code, false, List.of(), List.of(), List.of());
  }
}
