package io.fairlead.registry.catalog;

/**
 * Why the catalog refuses; each knows its Cloud Map error code, and only the API's error mapping
 * and the bus services turn it into an answer. Expected, hence without a stack trace.
 */
public abstract sealed class CatalogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private CatalogException(String message) {
    super(message, null, false, false);
  }

  /** The {@code __type} of AWS's error. */
  public String code() {
    return getClass().getSimpleName();
  }

  /** A request breaks a constraint. */
  public static final class InvalidInput extends CatalogException {
    private static final long serialVersionUID = 1L;

    public InvalidInput(String message) {
      super(message);
    }
  }

  /** There is no such namespace. */
  public static final class NamespaceNotFound extends CatalogException {
    private static final long serialVersionUID = 1L;

    public NamespaceNotFound(String id) {
      super("Namespace not found: " + id);
    }
  }

  /** There is no such service. */
  public static final class ServiceNotFound extends CatalogException {
    private static final long serialVersionUID = 1L;

    public ServiceNotFound(String id) {
      super("Service not found: " + id);
    }
  }

  /** The service has no such instance. */
  public static final class InstanceNotFound extends CatalogException {
    private static final long serialVersionUID = 1L;

    public InstanceNotFound(String serviceId, String id) {
      super("Instance not found: " + id + " (service " + serviceId + ")");
    }
  }

  /** There is no such operation, or it is too long ago. */
  public static final class OperationNotFound extends CatalogException {
    private static final long serialVersionUID = 1L;

    public OperationNotFound(String id) {
      super("Operation not found: " + id);
    }
  }

  /** The name is taken; carries what holds it. */
  public static final class NamespaceAlreadyExists extends CatalogException {
    private static final long serialVersionUID = 1L;
    private final String namespaceId;
    private final String creatorRequestId;

    public NamespaceAlreadyExists(String name, String namespaceId, String creatorRequestId) {
      super("Namespace already exists: " + name);
      this.namespaceId = namespaceId;
      this.creatorRequestId = creatorRequestId;
    }

    public String namespaceId() {
      return namespaceId;
    }

    public String creatorRequestId() {
      return creatorRequestId;
    }
  }

  /** The name is taken in its namespace; carries what holds it. */
  public static final class ServiceAlreadyExists extends CatalogException {
    private static final long serialVersionUID = 1L;
    private final String serviceId;
    private final String creatorRequestId;

    public ServiceAlreadyExists(String name, String serviceId, String creatorRequestId) {
      super("Service already exists: " + name);
      this.serviceId = serviceId;
      this.creatorRequestId = creatorRequestId;
    }

    public String serviceId() {
      return serviceId;
    }

    public String creatorRequestId() {
      return creatorRequestId;
    }
  }

  /** It still holds something. */
  public static final class ResourceInUse extends CatalogException {
    private static final long serialVersionUID = 1L;

    public ResourceInUse(String message) {
      super(message);
    }
  }

  /** A namespace or service would have more tags than it may. */
  public static final class TooManyTags extends CatalogException {
    private static final long serialVersionUID = 1L;
    private final String id;

    public TooManyTags(String id, String message) {
      super(message);
      this.id = id;
    }

    /** Of the namespace or service. */
    public String id() {
      return id;
    }

    @Override
    public String code() {
      return "TooManyTagsException";
    }
  }

  /** A service would have more attributes than it may. */
  public static final class ServiceAttributesLimitExceeded extends CatalogException {
    private static final long serialVersionUID = 1L;

    public ServiceAttributesLimitExceeded(String message) {
      super(message);
    }

    @Override
    public String code() {
      return "ServiceAttributesLimitExceededException";
    }
  }

  /** A service's traffic policy was changed since whoever wants to replace it has looked. */
  public static final class PolicyVersionMismatch extends CatalogException {
    private static final long serialVersionUID = 1L;

    /**
     * @param version of the policy that there is, 0 for none
     */
    public PolicyVersionMismatch(String service, long version) {
      super("The policy of " + service + " has version " + version + " by now");
    }
  }

  /** The catalog cannot take changes now, on this node or anywhere; reads go on. */
  public static final class Unavailable extends CatalogException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message);
    }

    @Override
    public String code() {
      return "ServiceUnavailable";
    }
  }

  /** A quota is used up. */
  public static final class ResourceLimitExceeded extends CatalogException {
    private static final long serialVersionUID = 1L;

    public ResourceLimitExceeded(String message) {
      super(message);
    }
  }
}
