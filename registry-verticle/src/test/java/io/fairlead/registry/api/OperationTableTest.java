package io.fairlead.registry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.registry.api.Shape.Dictionary;
import io.fairlead.registry.api.Shape.Listing;
import io.fairlead.registry.api.Shape.Member;
import io.fairlead.registry.api.Shape.Structure;
import io.fairlead.registry.api.Shape.Text;
import io.fairlead.registry.api.Shape.Whole;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.ServiceDiscoveryRequest;

/**
 * The table against the model that the AWS SDK was generated from: nothing missing, nothing more.
 */
class OperationTableTest {
  private static final int OPERATIONS = 30;

  /** One of the SDK's operations, and an empty request of it, which knows its members. */
  record Modelled(String name, SdkPojo request) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Modelled> modelled() {
    return Stream.of(ServiceDiscoveryClient.class.getMethods())
        .filter(OperationTableTest::isOperation)
        .map(m -> new Modelled(capitalized(m.getName()), empty(m.getParameterTypes()[0])));
  }

  @Test
  void everyOperationOfTheModelIsAnswered() {
    var names = modelled().map(Modelled::name).toList();
    assertThat(names).hasSize(OPERATIONS);
    assertThat(table().all())
        .extracting(ApiOperation::name)
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @MethodSource("modelled")
  void inputIsTheModels(Modelled operation) {
    var shape = table().find(operation.name()).orElseThrow().shape();
    compare(operation.name(), shape, operation.request().sdkFields());
  }

  private static void compare(String at, Structure shape, List<SdkField<?>> fields) {
    assertThat(shape.members().stream().map(Member::name))
        .as(at)
        .containsExactlyInAnyOrderElementsOf(fields.stream().map(SdkField::locationName).toList());
    for (Member member : shape.members()) {
      var field = fields.stream().filter(f -> f.locationName().equals(member.name())).findFirst();
      compare(at + "." + member.name(), member.shape(), field.orElseThrow());
    }
  }

  private static void compare(String at, Shape shape, SdkField<?> field) {
    if (shape instanceof Structure structure) {
      compare(at, structure, fields(field));
    } else if (shape instanceof Listing list) {
      assertThat(field.marshallingType()).as(at).isEqualTo(MarshallingType.LIST);
      compare(at + "[]", list.element(), field.getTrait(ListTrait.class).memberFieldInfo());
    } else if (shape instanceof Dictionary) {
      assertThat(field.marshallingType()).as(at).isEqualTo(MarshallingType.MAP);
    } else if (shape instanceof Text) {
      assertThat(field.marshallingType()).as(at).isEqualTo(MarshallingType.STRING);
    } else if (shape instanceof Whole) {
      assertThat(field.marshallingType())
          .as(at)
          .isIn(MarshallingType.INTEGER, MarshallingType.LONG);
    }
  }

  private static List<SdkField<?>> fields(SdkField<?> structure) {
    assertThat(structure.marshallingType()).isEqualTo(MarshallingType.SDK_POJO);
    Supplier<SdkPojo> constructor = structure.constructor();
    return constructor.get().sdkFields();
  }

  private static boolean isOperation(Method method) {
    return method.getParameterCount() == 1
        && ServiceDiscoveryRequest.class.isAssignableFrom(method.getParameterTypes()[0])
        && method.getReturnType().getSimpleName().endsWith("Response");
  }

  private static SdkPojo empty(Class<?> request) {
    try {
      return (SdkPojo) request.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("an SDK request has no builder", e);
    }
  }

  private static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  static OperationTable table() {
    var settings = ApiServer.settings();
    return new OperationTable(
        ApiServer.catalog(),
        new Arns(settings.region(), settings.accountId()),
        settings,
        Duration.ZERO,
        System::currentTimeMillis,
        System::nanoTime,
        new Random(1));
  }
}
