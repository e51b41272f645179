package io.fairlead.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapReportTest {
  @Test
  void oneHeapIsRead() {
    String g1 =
        """
        4711:
         garbage-first heap   total 1048576K, used 146432K [0x00000000c0000000, 0x0000000100000000)
          region size 1024K, 2 young (2048K), 0 survivors (0K)
         Metaspace       used 60416K, committed 61312K, reserved 1114112K
          class space    used 7168K, committed 7616K, reserved 1048576K
        """;
    assertThat(HeapReport.usedMegabytes(g1)).isEqualTo(143);
  }

  @Test
  void generationsAreAddedUp() {
    String serial =
        """
         def new generation   total 157248K, used 2048K [0x00000006f3000000, 0x00000006fdaa0000)
          eden space 139776K,   0% used [0x00000006f3000000, 0x00000006f3000000)
         tenured generation   total 349568K, used 10240K [0x0000000747600000, 0x000000075cb60000)
           the space 349568K,   2% used [0x0000000747600000, 0x00000007480000c8)
         Metaspace       used 5120K, committed 6016K, reserved 1114112K
        """;
    assertThat(HeapReport.usedMegabytes(serial)).isEqualTo(12);
  }
}
