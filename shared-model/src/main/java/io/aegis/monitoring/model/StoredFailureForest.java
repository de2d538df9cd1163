/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import java.io.Serial;
import java.io.Serializable;
import weka.classifiers.trees.RandomForest;
import weka.core.Instances;

/** What is written of a {@link FailureForest}. Only classes that {@link ModelFiles} allows; changing it makes old ones unreadable. */
final class StoredFailureForest implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    final RandomForest forest;
    final Instances header;
    final String[] types;
    final int incidents;

    StoredFailureForest(RandomForest forest, Instances header, String[] types, int incidents) {
        this.forest = forest;
        this.header = header;
        this.types = types;
        this.incidents = incidents;
    }
}
