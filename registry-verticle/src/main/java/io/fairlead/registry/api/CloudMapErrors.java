package io.fairlead.registry.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.MemberLeftException;
import io.fairlead.registry.catalog.CatalogException;
import io.fairlead.registry.catalog.CatalogException.NamespaceAlreadyExists;
import io.fairlead.registry.catalog.CatalogException.ServiceAlreadyExists;
import io.fairlead.registry.catalog.CatalogException.TooManyTags;
import io.fairlead.registry.catalog.CatalogException.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures to answers, in this one place. AWS answers 400 to every failure of its model, even to
 * "not found"; the statuses of the others are AWS's "Common Errors".
 */
final class CloudMapErrors {
  private static final Logger LOG = LoggerFactory.getLogger(CloudMapErrors.class);

  private final Arns arns;

  CloudMapErrors(Arns arns) {
    this.arns = arns;
  }

  /**
   * What the caller is told.
   *
   * @param code the {@code __type}, one of a few dozen, fit for a label
   */
  record Answer(int status, String code, ObjectNode body) {}

  /** The answer to a failure; an unexpected one is logged with the request id, and only there. */
  Answer of(Throwable failure, String requestId) {
    return failure instanceof CompletionException wrapper && wrapper.getCause() != null
        ? of(wrapper.getCause(), requestId)
        : ofCause(failure, requestId);
  }

  private Answer ofCause(Throwable failure, String requestId) {
    if (failure instanceof Unavailable refused) {
      return answer(503, refused.code(), refused.getMessage(), empty());
    }
    if (failure instanceof CatalogException refused) {
      return answer(400, refused.code(), refused.getMessage(), members(refused));
    }
    if (failure instanceof RequestFailure refused) {
      var kind = refused.kind();
      return answer(kind.status, kind.code, refused.getMessage(), members(refused));
    }
    if (failure instanceof TimeoutException) {
      LOG.warn("request {} got no answer from the catalog in time", requestId);
      String message = "The registry could not answer in time; the change may have been made";
      return answer(503, "ServiceUnavailable", message, empty());
    }
    if (isCluster(failure)) {
      LOG.warn("request {} failed in the cluster: {}", requestId, failure.toString());
      String message =
          "The registry's cluster could not answer; try again, or another registry node. The change"
              + " may have been made";
      return answer(503, "ServiceUnavailable", message, empty());
    }
    LOG.error("request {} failed", requestId, failure);
    String message = "The registry failed to answer; its log tells why at request id " + requestId;
    return answer(500, "InternalFailure", message, empty());
  }

  /** What Hazelcast fails with when members leave, are cut off, or do not answer. */
  private static boolean isCluster(Throwable failure) {
    return failure instanceof HazelcastException
        || failure instanceof HazelcastInstanceNotActiveException
        || failure instanceof MemberLeftException;
  }

  /** A message as it can be sent, whatever it quotes: half a surrogate pair becomes a "?". */
  private static String encodable(String message) {
    return new String(message.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static Answer answer(int status, String code, String message, ObjectNode members) {
    var body = empty().put("__type", code).put("Message", encodable(message));
    body.setAll(members);
    return new Answer(status, code, body);
  }

  /** What AWS's error shapes carry beside the message; null when there was no token. */
  private ObjectNode members(CatalogException refused) {
    if (refused instanceof NamespaceAlreadyExists taken) {
      return empty()
          .put("NamespaceId", taken.namespaceId())
          .put("CreatorRequestId", taken.creatorRequestId());
    }
    if (refused instanceof ServiceAlreadyExists taken) {
      return empty()
          .put("ServiceId", taken.serviceId())
          .put("ServiceArn", arns.ofService(taken.serviceId()))
          .put("CreatorRequestId", taken.creatorRequestId());
    }
    return refused instanceof TooManyTags full
        ? empty().put("ResourceName", arns.of(full.id()))
        : empty();
  }

  private static ObjectNode members(RequestFailure refused) {
    return refused.operationId() == null
        ? empty()
        : empty().put("DuplicateOperationId", refused.operationId());
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }
}
