package io.fairlead.registry.api;

import static io.fairlead.registry.api.ApiServer.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.InvalidInputException;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceAlreadyExistsException;
import software.amazon.awssdk.services.servicediscovery.model.ResourceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.Tag;
import software.amazon.awssdk.services.servicediscovery.model.TooManyTagsException;

class TagContractTest {
  private final ApiServer server = new ApiServer();
  private final ServiceDiscoveryClient aws = server.aws();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void tagsOfTheCreationAreKept() {
    var created = aws.createHttpNamespace(r -> r.name("web").tags(tags("b", "2", "a", "")));
    String namespace = server.target(created.operationId(), "NAMESPACE");
    String arn = aws.getNamespace(r -> r.id(namespace)).namespace().arn();
    assertThat(tagsOf(arn)).isEqualTo(tags("a", "", "b", "2"));
    var service =
        aws.createService(r -> r.name("api").namespaceId(namespace).tags(tags("c", "3"))).service();
    assertThat(tagsOf(service.arn())).isEqualTo(tags("c", "3"));
  }

  @Test
  void tagsAreAddedReplacedAndRemoved() {
    for (String arn : List.of(namespaceArn(), serviceArn())) {
      assertThat(tagsOf(arn)).isEmpty();
      aws.tagResource(r -> r.resourceARN(arn).tags(tags("a", "1", "b", "2")));
      aws.tagResource(r -> r.resourceARN(arn).tags(tags("b", "3")));
      assertThat(tagsOf(arn)).isEqualTo(tags("a", "1", "b", "3"));
      aws.untagResource(r -> r.resourceARN(arn).tagKeys("a", "never"));
      assertThat(tagsOf(arn)).isEqualTo(tags("b", "3"));
    }
  }

  @Test
  void resourceHasNoMoreThanFiftyTags() {
    for (String arn : List.of(namespaceArn(), serviceArn())) {
      aws.tagResource(r -> r.resourceARN(arn).tags(many(50)));
      var full =
          refused(
              TooManyTagsException.class,
              () -> aws.tagResource(r -> r.resourceARN(arn).tags(tags("more", "1"))));
      assertThat(full.resourceName()).isEqualTo(arn);
      assertThat(full).hasMessageContaining("at most 50");
      aws.tagResource(r -> r.resourceARN(arn).tags(tags("k1", "other")));
      assertThat(tagsOf(arn)).hasSize(50);
    }
    var refused =
        refused(
            TooManyTagsException.class,
            () -> aws.createHttpNamespace(r -> r.name("second").tags(many(51))));
    assertThat(refused.resourceName()).contains(":namespace/ns-");
    assertThat(aws.listNamespaces(r -> {}).namespaces()).noneMatch(n -> n.name().equals("second"));
  }

  @Test
  void keysAreUniqueAndNotAwsOwn() {
    String arn = namespaceArn();
    assertThat(invalid(arn, tags("a", "1", "a", "2"))).contains("Tag key a is given twice");
    assertThat(invalid(arn, tags("AWS:x", "1"))).contains("Tag key AWS:x begins with aws:");
    assertThat(invalid(arn, tags("", "1"))).contains("at 'tags.1.member.key'");
    assertThat(invalid(arn, tags("k".repeat(129), "1"))).contains("equal to 128");
    assertThat(invalid(arn, tags("k", "v".repeat(257)))).contains("equal to 256");
    assertThat(tagsOf(arn)).isEmpty();
  }

  @Test
  void resourceMustBeThere() {
    String namespace = namespaceArn();
    for (String unknown :
        List.of(
            namespace.replaceFirst("ns-.*", "ns-none"),
            serviceArn().replaceFirst("srv-.*", "srv-none"),
            namespace.replace("000000000000", "111111111111"),
            namespace.replace("us-east-1", "eu-west-1"))) {
      assertThat(
              refused(
                  ResourceNotFoundException.class,
                  () -> aws.listTagsForResource(r -> r.resourceARN(unknown))))
          .hasMessageContaining(unknown);
      refused(
          ResourceNotFoundException.class,
          () -> aws.tagResource(r -> r.resourceARN(unknown).tags(tags("a", "1"))));
      refused(
          ResourceNotFoundException.class,
          () -> aws.untagResource(r -> r.resourceARN(unknown).tagKeys("a")));
    }
    for (String malformed : List.of("ns-none", "arn:aws:s3:::bucket", "arn:", "x".repeat(1011))) {
      assertThat(
              refused(
                  InvalidInputException.class,
                  () -> aws.listTagsForResource(r -> r.resourceARN(malformed))))
          .hasMessageContaining("no ARN of a namespace or service");
    }
  }

  @Test
  void repeatedCreationWithOtherTagsIsAnotherRequest() {
    var first =
        aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t").tags(tags("a", "1")));
    var again =
        aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t").tags(tags("a", "1")));
    assertThat(again.operationId()).isEqualTo(first.operationId());
    refused(
        NamespaceAlreadyExistsException.class,
        () ->
            aws.createHttpNamespace(r -> r.name("web").creatorRequestId("t").tags(tags("a", "2"))));
  }

  @Test
  void tagsGoWithTheirResource() {
    String arn = namespaceArn();
    aws.tagResource(r -> r.resourceARN(arn).tags(tags("a", "1")));
    aws.deleteNamespace(r -> r.id(arn));
    refused(
        ResourceNotFoundException.class, () -> aws.listTagsForResource(r -> r.resourceARN(arn)));
    assertThat(tagsOf(namespaceArn())).isEmpty();
  }

  private String namespaceArn() {
    String id = server.httpNamespace("web");
    return aws.getNamespace(r -> r.id(id)).namespace().arn();
  }

  private String serviceArn() {
    String id = server.service(server.httpNamespace("other"), "api");
    return aws.getService(r -> r.id(id)).service().arn();
  }

  private List<Tag> tagsOf(String arn) {
    return aws.listTagsForResource(r -> r.resourceARN(arn)).tags();
  }

  private String invalid(String arn, List<Tag> tags) {
    return refused(
            InvalidInputException.class, () -> aws.tagResource(r -> r.resourceARN(arn).tags(tags)))
        .awsErrorDetails()
        .errorMessage();
  }

  private static List<Tag> many(int count) {
    return tags(
        IntStream.range(0, count)
            .boxed()
            .flatMap(i -> Stream.of("k" + i, "v"))
            .toArray(String[]::new));
  }

  private static List<Tag> tags(String... keysAndValues) {
    return IntStream.range(0, keysAndValues.length / 2)
        .mapToObj(
            i -> Tag.builder().key(keysAndValues[2 * i]).value(keysAndValues[2 * i + 1]).build())
        .toList();
  }
}
