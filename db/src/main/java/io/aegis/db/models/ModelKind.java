/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.models;

import java.util.Arrays;
import java.util.Optional;

/** What models are trained for. */
public enum ModelKind {
    /** Strange combinations of the series of one service; one model for each service. */
    ANOMALY("anomaly"),
    /** Kinds of failure; one model for the whole system. */
    FAILURE("failure"),
    /** Topics of feedback; one model for the whole system, used by jobs and in requests. */
    FEEDBACK("feedback");

    private final String label;

    ModelKind(String label) {
        this.label = label;
    }

    /** The name on the wire, such as {@code failure}. */
    public String label() {
        return label;
    }

    /** The kind of that name on the wire; empty when there is none. */
    public static Optional<ModelKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
