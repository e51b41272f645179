package io.fairlead.launcher.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.node.StartFailure;
import org.junit.jupiter.api.Test;

class ShiftRuleTest {
  private static final Target V1 = Target.parse("--from", "version=v1");
  private static final Target V2 = Target.parse("--to", "version=v2");
  private static final String SPLIT =
      "'split':[{'weight':10,'subset':{'version':'v2'}},{'weight':90,'subset':{'version':'v1'}}]";

  private static ObjectNode policy(String json) throws Exception {
    return (ObjectNode) JsonMapper.builder().build().readTree(json.replace('\'', '"'));
  }

  private static ObjectNode shifted(String policy) throws Exception {
    return ShiftRule.split(policy(policy), "release", V1, V2, 10);
  }

  @Test
  void aPolicyWithoutRulesGetsOne() throws Exception {
    assertThat(shifted("{'retries':{'attempts':3}}"))
        .isEqualTo(
            policy("{'retries':{'attempts':3},'routes':[{'name':'release'," + SPLIT + "}]}"));
  }

  @Test
  void rulesThatAreThereComeFirst() throws Exception {
    String rule = "{'name':'a','match':{'path':{'prefix':'/a'}},'respond':{'status':204}}";
    assertThat(shifted("{'routes':[" + rule + "]}"))
        .isEqualTo(policy("{'routes':[" + rule + ",{'name':'release'," + SPLIT + "}]}"));
  }

  @Test
  void aRuleOfThatNameKeepsAllButItsSplit() throws Exception {
    assertThat(
            shifted(
                "{'routes':[{'name':'release','split':[{'service':'x'}],"
                    + "'sticky':{'cookie':'c'}}]}"))
        .isEqualTo(policy("{'routes':[{'name':'release'," + SPLIT + ",'sticky':{'cookie':'c'}}]}"));
  }

  @Test
  void aRuleThatTakesAllRequestsIsInTheWay() {
    assertThatThrownBy(() -> shifted("{'routes':[{'name':'all','fault':{}}]}"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("\"all\"")
        .hasMessageContaining("--rule");
  }

  @Test
  void targetsAreSubsetsOrServices() throws Exception {
    assertThat(Target.parse("--to", "backend-v2").destination(3))
        .isEqualTo(policy("{'weight':3,'service':'backend-v2'}"));
    assertThat(Target.parse("--to", "zone=a,version=v2").label(PlayedMesh.SERVICE))
        .isEqualTo("backend.demo.local {version=v2, zone=a}");
    for (String wrong : new String[] {"", "=v2", "a=1,a=2", "version=v2,zone", "a,b"}) {
      assertThatThrownBy(() -> Target.parse("--to", wrong))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("--to is '" + wrong + "'");
    }
  }
}
