package io.fairlead.registry.catalog;

import java.util.Map;

/**
 * A Cloud Map operation: the handle of an accepted change.
 *
 * @param id {@code <32 lower alnum>-<8 lower alnum>}
 * @param type CREATE_NAMESPACE, DELETE_NAMESPACE, REGISTER_INSTANCE ...
 * @param status SUBMITTED, PENDING, SUCCESS or FAIL
 * @param errorCode null unless it failed
 * @param errorMessage null unless it failed
 * @param createdAtMillis milliseconds since the epoch
 * @param updatedAtMillis milliseconds since the epoch
 * @param targets NAMESPACE, SERVICE, INSTANCE to their ids
 */
public record Operation(
    String id,
    String type,
    String status,
    String errorCode,
    String errorMessage,
    long createdAtMillis,
    long updatedAtMillis,
    Map<String, String> targets) {

  public Operation {
    targets = Map.copyOf(targets);
  }
}
