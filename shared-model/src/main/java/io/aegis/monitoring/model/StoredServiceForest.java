/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import java.io.Serial;
import java.io.Serializable;
import weka.classifiers.misc.IsolationForest;
import weka.core.Instances;

/** What is written of a {@link ServiceForest}. Only classes that {@link ModelFiles} allows; changing it makes old ones unreadable. */
final class StoredServiceForest implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    final IsolationForest forest;
    final Instances header;
    final String[] series;
    final double[] usual;
    final double ordinary;

    StoredServiceForest(IsolationForest forest, Instances header, String[] series, double[] usual, double ordinary) {
        this.forest = forest;
        this.header = header;
        this.series = series;
        this.usual = usual;
        this.ordinary = ordinary;
    }
}
