/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.model;

import io.aegis.monitoring.failure.Diagnosis;
import io.aegis.monitoring.failure.FailureFeatures;
import io.aegis.monitoring.failure.TypeModel;
import java.util.Optional;

/**
 * A forest of failures that is in use.
 *
 * @param forest judges
 * @param called its name in answers
 */
public record NamedForest(FailureForest forest, String called) implements TypeModel {

    @Override
    public Diagnosis judge(FailureFeatures features, Diagnosis rules) {
        return forest.judge(features, rules);
    }

    @Override
    public Optional<String> name() {
        return Optional.of(called);
    }
}
