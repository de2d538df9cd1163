/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import io.aegis.monitoring.failure.FailureType;

/** Trains a forest, and says which folder Weka took for its own. */
public final class WekaHomeMain {

    private WekaHomeMain() {}

    public static void main(String[] arguments) {
        FailureForest forest = FailureForest.train(Incidents.some(40, 4, FailureType.UNKNOWN, 1));
        System.out.println(forest.incidents() + " " + System.getProperty("WEKA_HOME"));
    }
}
