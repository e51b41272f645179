package io.fairlead.proxy.exchange;

import java.util.List;

/**
 * An answer that a service's traffic policy gives in place of any endpoint.
 *
 * @param fields without those that frame the message; names in lower case
 * @param body may be empty
 */
public record DirectAnswer(int status, List<FieldChanges.Line> fields, String body)
    implements ResponseHead {
  private static final int NO_CONTENT = 204;
  private static final int RESET_CONTENT = 205;
  private static final int NOT_MODIFIED = 304;

  public DirectAnswer {
    fields = List.copyOf(fields);
  }

  /** Whether its status allows a body (RFC 9110 §6.4.1). */
  public static boolean mayHaveBody(int status) {
    return status != NO_CONTENT && status != RESET_CONTENT && status != NOT_MODIFIED;
  }

  @Override
  public boolean neverSent() {
    return true;
  }

  @Override
  public boolean isShed() {
    return false;
  }

  @Override
  public void discard() {
    // nothing is held
  }
}
