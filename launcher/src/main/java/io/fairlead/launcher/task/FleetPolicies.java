package io.fairlead.launcher.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.launcher.fleet.FleetDefinition;
import io.fairlead.launcher.policy.PolicyApi;
import io.fairlead.launcher.policy.ServiceName;
import io.fairlead.node.StartFailure;
import io.fairlead.registry.policy.PolicyText;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Gives the registry the traffic policies of a fleet file. A service is there once a sidecar has
 * registered an instance of it, hence each is tried until it is.
 */
public final class FleetPolicies {
  private static final long AGAIN_MILLIS = 200;

  private final PolicyApi api;
  private final ScheduledExecutorService clock;
  private final List<Wanted> wanted;
  private volatile String missing;

  private record Wanted(ServiceName service, JsonNode document) {}

  /**
   * @param clock runs the attempts, which block
   */
  public FleetPolicies(FleetDefinition fleet, PolicyApi api, ScheduledExecutorService clock) {
    this.api = api;
    this.clock = clock;
    this.wanted =
        fleet.services().stream()
            .filter(service -> service.trafficPolicy() != null)
            .flatMap(
                service ->
                    service.serviceConnectConfiguration().services().stream()
                        .map(
                            offered ->
                                new Wanted(
                                    new ServiceName(
                                        offered.discoveryName(),
                                        service.serviceConnectConfiguration().namespace()),
                                    PolicyText.tree(service.trafficPolicy()))))
            .toList();
  }

  /** Completes when the registry has all of them; fails with {@link StartFailure}. */
  public CompletableFuture<Void> apply() {
    return Together.all(
        wanted,
        policy -> {
          var applied = new CompletableFuture<Void>();
          clock.execute(() -> attempt(policy, applied));
          return applied;
        });
  }

  /** Why they are not all there, empty when nothing is known against it. */
  String missing() {
    return missing == null ? "" : "; " + missing;
  }

  private void attempt(Wanted policy, CompletableFuture<Void> applied) {
    String failed = "the trafficPolicy of " + policy.service() + " is not applied: ";
    try {
      api.put(policy.service(), policy.document(), null);
      missing = null;
      applied.complete(null);
    } catch (PolicyApi.Refused refused) {
      missing = failed + refused.getMessage();
      if (refused.isOfNoService()) {
        again(policy, applied);
      } else {
        applied.completeExceptionally(new StartFailure(missing));
      }
    } catch (IOException e) {
      missing = failed + e.getMessage();
      again(policy, applied);
    }
  }

  private void again(Wanted policy, CompletableFuture<Void> applied) {
    if (!clock.isShutdown()) {
      var unused =
          clock.schedule(() -> attempt(policy, applied), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
