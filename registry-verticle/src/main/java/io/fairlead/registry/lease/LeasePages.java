package io.fairlead.registry.lease;

import io.fairlead.node.Management;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What an operator sees of leases on the management port, and may decide there. */
public final class LeasePages {
  static final String LEASES = "/leases";
  static final String RELEASE = "/leases/release";

  private LeasePages() {}

  /**
   * Adds {@code GET /leases}, in which namespaces nothing expires and how many leases of this node
   * ran out there, and {@code POST /leases/release}, see {@link LeaseSweep#release}.
   *
   * @param context the sweep's
   */
  public static void add(Management management, LeaseSweep sweep, Context context) {
    management.get(LEASES, () -> new JsonObject().put("frozen", json(sweep.frozen())));
    management.post(
        RELEASE,
        () -> {
          Promise<JsonObject> answer = Promise.promise();
          context.runOnContext(
              v ->
                  sweep
                      .release()
                      .map(released -> new JsonObject().put("released", json(released)))
                      .onComplete(answer));
          return answer.future();
        });
  }

  private static JsonObject json(Map<String, Long> counts) {
    var json = new JsonObject();
    counts.forEach(json::put);
    return json;
  }
}
