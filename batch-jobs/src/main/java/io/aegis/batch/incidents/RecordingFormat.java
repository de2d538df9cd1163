/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.incidents;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How recordings are written down. */
enum RecordingFormat {
    /** Three CSV files of our own: metrics, logs and incidents. */
    PLAIN("plain"),
    /** A day of the Nezha data set: a fault list, a file of metrics for each pod, a file of logs for each minute. */
    NEZHA("nezha"),
    /** Runs of the Sock Shop data set, each in a folder whose name tells the fault. */
    SOCK_SHOP("sock_shop");

    private final String label;

    RecordingFormat(String label) {
        this.label = label;
    }

    /** Reads what lies in a folder. */
    interface Reader {

        /** The folders of the recordings under it, itself included, in the order in which they are imported. */
        List<Path> recordings(Path folder) throws IOException;

        /** Reads one. */
        Recording read(Path folder) throws IOException, UnusableFilesException;
    }

    String label() {
        return label;
    }

    Reader reader() {
        return switch (this) {
            case PLAIN -> new PlainFiles();
            case NEZHA -> new NezhaFiles();
            case SOCK_SHOP -> new SockShopFiles();
        };
    }

    static Optional<RecordingFormat> ofLabel(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
    }
}
