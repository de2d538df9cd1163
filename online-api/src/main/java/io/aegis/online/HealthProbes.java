/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online;

import io.aegis.circuit.CircuitSnapshot;
import io.aegis.db.Database;
import io.aegis.db.PoolLoad;
import io.aegis.db.ReadAccess;
import io.aegis.llm.LlmFailure;
import io.aegis.online.batch.BatchWatch;
import io.aegis.online.health.DiskWatch;
import io.aegis.online.health.OutOfMemoryExits;
import io.aegis.online.overview.LocalHealth;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.storage.DiskRoom;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What this process watches beside its requests: the batch application, the disk, deaths for want of memory. Thread-safe.
 *
 * @param batch whether the batch application answers
 * @param disk room for what is uploaded
 * @param deaths applications that died for want of memory
 * @param circuits those of the LLM providers
 */
record HealthProbes(
        BatchWatch batch,
        DiskWatch disk,
        OutOfMemoryExits deaths,
        Supplier<Map<String, CircuitSnapshot<LlmFailure>>> circuits) {

    /** Begins to watch. */
    static HealthProbes watch(
            OnlineSettings settings,
            ApiRuntime runtime,
            DiskRoom.Gauge freeBytes,
            Supplier<Map<String, CircuitSnapshot<LlmFailure>>> circuits) {
        DiskWatch disk = new DiskWatch(freeBytes, settings.database().leastFreeBytes());
        runtime.watch(disk);
        return new HealthProbes(batchWatch(settings, runtime), disk, memoryDeaths(settings, runtime), circuits);
    }

    /** What is wrong although most requests do not suffer from it. */
    List<String> impairments() {
        List<String> all = new ArrayList<>();
        if (batch.away()) {
            all.add("batch");
        }
        if (disk.full()) {
            all.add("disk");
        }
        if (circuits.get().values().stream().anyMatch(circuit -> circuit.state() == CircuitSnapshot.State.OPEN)) {
            all.add("llm");
        }
        return all;
    }

    /** The same for the overview, with what is wrong in the mapping of metrics. */
    LocalHealth local(Optional<String> mappingMistake) {
        return new LocalHealth(batch.away(), disk.full(), disk.freeBytes(), deaths.noted(), mappingMistake);
    }

    /** Begins to look whether an application has died for want of memory. */
    private static OutOfMemoryExits memoryDeaths(OnlineSettings settings, ApiRuntime runtime) {
        OutOfMemoryExits deaths = new OutOfMemoryExits(settings.dataDirectory());
        runtime.every(OutOfMemoryExits.EVERY, "memory-deaths", deaths::look);
        for (String application : OutOfMemoryExits.APPLICATIONS) {
            runtime.telemetry()
                    .gauge(
                            "aegis.process.memory.deaths",
                            "How often the application has died for want of memory",
                            List.of(Tag.of("application", application)),
                            () -> Optional.ofNullable(deaths.noted().get(application))
                                    .map(OutOfMemoryExits.Noted::times)
                                    .orElse(0));
        }
        return deaths;
    }

    /** Begins to look whether the batch application is there. */
    private static BatchWatch batchWatch(OnlineSettings settings, ApiRuntime runtime) {
        BatchWatch watch = runtime.closing("batch watch", new BatchWatch(settings.batch()));
        runtime.every(BatchWatch.EVERY, "batch-watch", watch::look);
        runtime.telemetry()
                .gauge(
                        "aegis.batch.up",
                        "Whether the batch application answers",
                        List.of(),
                        () -> watch.away() ? 0 : 1);
        return watch;
    }

    /** Exposes how busy the pools of connections are. */
    static void exposePools(ApiRuntime runtime, Database database, ReadAccess readOnly) {
        Map<String, Supplier<PoolLoad>> pools =
                Map.of("reads", database::reads, "transactions", database::transactions, "scoring", readOnly::reads);
        pools.forEach((name, load) -> {
            List<Tag> pool = List.of(Tag.of("pool", name));
            runtime.telemetry()
                    .gauge(
                            "aegis.db.busy",
                            "Work that has a connection",
                            pool,
                            () -> load.get().busy());
            runtime.telemetry()
                    .gauge(
                            "aegis.db.waiting",
                            "Work that waits for a connection",
                            pool,
                            () -> load.get().waiting());
        });
    }
}
