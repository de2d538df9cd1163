/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The jobs of this process, by name. Immutable. */
public final class JobCatalog {

    private final Map<String, JobDefinition> jobs;

    /** A catalogue; two jobs of one name are refused. */
    public JobCatalog(List<JobDefinition> definitions) {
        Map<String, JobDefinition> byName = new TreeMap<>();
        for (JobDefinition definition : definitions) {
            if (byName.put(definition.name(), definition) != null) {
                throw new IllegalArgumentException("two jobs are named " + definition.name());
            }
        }
        this.jobs = Collections.unmodifiableMap(byName);
    }

    /** The job of this name. */
    public Optional<JobDefinition> find(String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    /** All jobs, by name. */
    public Collection<JobDefinition> all() {
        return jobs.values();
    }
}
