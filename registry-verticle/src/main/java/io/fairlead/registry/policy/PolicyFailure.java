package io.fairlead.registry.policy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.registry.api.Resource.Answer;
import io.fairlead.registry.catalog.CatalogException;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request for a policy is refused, and what each refusal is told as: {@code {"error": name,
 * "message": text}}. Expected, hence without a stack trace.
 */
final class PolicyFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String allow;

  private PolicyFailure(int status, String code, String message, String allow) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.allow = allow;
  }

  static PolicyFailure badRequest(String message) {
    return new PolicyFailure(400, "BadRequest", message, null);
  }

  static PolicyFailure notFound(String message) {
    return new PolicyFailure(404, "NotFound", message, null);
  }

  static PolicyFailure methodNotAllowed(String allowed) {
    String message = "This method is not for a policy (expected: " + allowed + ")";
    return new PolicyFailure(405, "MethodNotAllowed", message, allowed);
  }

  /** The answer to a failure that is about a policy; empty for all others. */
  static Optional<Answer> answer(Throwable failure) {
    if (failure instanceof PolicyFailure refused) {
      return Optional.of(
          new Answer(
              refused.status,
              refused.code,
              body(refused.code, refused.getMessage()).toString(),
              refused.allow == null ? Map.of() : Map.of("Allow", refused.allow)));
    }
    if (failure instanceof PolicyRefused refused) {
      var body = body("InvalidTrafficPolicy", refused.getMessage());
      var problems = body.putArray("problems");
      refused.problems().forEach(problems::add);
      return Optional.of(new Answer(422, "InvalidTrafficPolicy", body.toString(), Map.of()));
    }
    if (failure instanceof CatalogException.PolicyVersionMismatch mismatch) {
      return Optional.of(told(412, mismatch));
    }
    return failure instanceof CatalogException.NamespaceNotFound
            || failure instanceof CatalogException.ServiceNotFound
        ? Optional.of(told(404, (CatalogException) failure))
        : Optional.empty();
  }

  private static Answer told(int status, CatalogException refused) {
    String body = body(refused.code(), refused.getMessage()).toString();
    return new Answer(status, refused.code(), body, Map.of());
  }

  private static ObjectNode body(String code, String message) {
    return JsonNodeFactory.instance.objectNode().put("error", code).put("message", message);
  }
}
