package io.fairlead.registry.api;

/**
 * Why a request is refused before, or beside, the catalog: what {@code CatalogException} is to the
 * catalog. Expected, hence without a stack trace.
 */
final class RequestFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * The {@code __type} of the answer and its HTTP status (AWS "Common Errors", Cloud Map model).
   */
  enum Kind {
    MALFORMED_HTTP(400, "MalformedHttpRequestException"),
    LINE_TOO_LONG(414, "MalformedHttpRequestException"),
    HEADERS_TOO_LONG(431, "MalformedHttpRequestException"),
    UNKNOWN_OPERATION(404, "UnknownOperationException"),
    METHOD_NOT_ALLOWED(405, "MethodNotAllowedException"),
    UNSUPPORTED_MEDIA_TYPE(415, "UnsupportedMediaTypeException"),
    SERIALIZATION(400, "SerializationException"),
    BODY_TOO_LARGE(413, "RequestEntityTooLargeException"),
    BODY_TOO_SLOW(408, "RequestTimeoutException"),
    REQUEST_LIMIT(400, "RequestLimitExceeded"),
    DUPLICATE(400, "DuplicateRequest"),
    NO_CUSTOM_HEALTH(400, "CustomHealthNotFound"),
    RESOURCE_NOT_FOUND(400, "ResourceNotFoundException");

    final int status;
    final String code;

    Kind(int status, String code) {
      this.status = status;
      this.code = code;
    }
  }

  private final Kind kind;
  private final String operationId;

  private RequestFailure(Kind kind, String message, String operationId) {
    super(message, null, false, false);
    this.kind = kind;
    this.operationId = operationId;
  }

  static RequestFailure of(Kind kind, String message) {
    return new RequestFailure(kind, message, null);
  }

  /** The body is not what the wire format demands. */
  static RequestFailure serialization(String message) {
    return of(Kind.SERIALIZATION, message);
  }

  /** The same thing is being changed by another request right now. */
  static RequestFailure duplicate(String operationName, String operationId) {
    String message =
        "Another operation of type %s and id %s is in progress"
            .formatted(operationName, operationId);
    return new RequestFailure(Kind.DUPLICATE, message, operationId);
  }

  /** There is no namespace or service of this ARN. */
  static RequestFailure resourceNotFound(String arn) {
    return of(Kind.RESOURCE_NOT_FOUND, "Resource not found: " + arn);
  }

  Kind kind() {
    return kind;
  }

  /** The operation in progress; null unless this is a duplicate. */
  String operationId() {
    return operationId;
  }
}
