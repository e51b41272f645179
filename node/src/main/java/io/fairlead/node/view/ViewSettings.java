package io.fairlead.node.view;

import io.fairlead.node.settings.Setting;
import java.time.Duration;

/**
 * Where a reader keeps its last view, to start from while no registry answers.
 *
 * @param folder made when missing; empty keeps nothing. Several processes may share it: each file
 *     is named after the process and its management port
 * @param saveInterval how long changes are gathered before they are written
 * @param bytesMax a longer file is neither written nor read
 */
public record ViewSettings(
    @Setting(value = "data", doc = "Folder of the last view of the catalog; empty keeps none")
        String folder,
    @Setting(
            value = "1s",
            doc = "How long changes are gathered before the view is written",
            min = 10,
            max = 3600000)
        Duration saveInterval,
    @Setting(
            value = "67108864",
            doc = "Longest file of a last view, in bytes",
            min = 1024,
            max = 1073741824)
        long bytesMax) {}
