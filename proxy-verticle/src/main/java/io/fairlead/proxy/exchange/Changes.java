package io.fairlead.proxy.exchange;

/**
 * What is to be changed in a request on its way, and in its answer on the way back. Decided once
 * for all attempts; applied by the wire.
 *
 * @param path what is asked for instead, with its query; null for what was asked for
 * @param authority whom the endpoint sees asked for; null for whom the client asked for
 * @param request of the request's fields
 * @param response of the fields of an endpoint's answer; not of interim ones, and not of those that
 *     open a tunnel
 */
public record Changes(String path, String authority, FieldChanges request, FieldChanges response) {
  /** Changes nothing. */
  public static final Changes NONE = new Changes(null, null, FieldChanges.NONE, FieldChanges.NONE);

  /** Whether the request goes on as it came. */
  public boolean keepsRequest() {
    return path == null && authority == null && request.isEmpty();
  }

  /** Whether answers go back as they came. */
  public boolean keepsResponse() {
    return response.isEmpty();
  }
}
