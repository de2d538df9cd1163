/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.scoring;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.Database;
import io.aegis.db.ReadAccess;
import io.aegis.db.maintenance.MaintenanceStore;
import io.aegis.db.models.ModelQueries;
import io.aegis.db.models.ModelStore;
import io.aegis.db.predictions.PredictionPages;
import io.aegis.db.predictions.PredictionQueries;
import io.aegis.db.predictions.PredictionStore;
import io.aegis.db.series.ReplicaRegister;
import io.aegis.db.series.SampleHistory;
import io.aegis.db.series.SamplesSince;
import io.aegis.db.series.SeriesQueries;
import io.aegis.db.watch.ServiceAlarmStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.monitoring.alert.LeastEffects;
import io.aegis.online.http.LargeBodies;
import io.aegis.online.http.Routes;
import io.aegis.online.runtime.ApiRuntime;
import io.aegis.online.runtime.HeapShares;
import io.aegis.online.scoring.anomaly.AnomalyMeters;
import io.aegis.online.scoring.anomaly.AnomalyRoutes;
import io.aegis.online.scoring.anomaly.AnomalyScoring;
import io.aegis.online.scoring.anomaly.Combinations;
import io.aegis.online.scoring.anomaly.RecentScores;
import io.aegis.online.scoring.maintenance.MaintenanceCalendar;
import io.aegis.online.scoring.maintenance.MaintenanceRoutes;
import io.aegis.online.scoring.memory.LastVerdicts;
import io.aegis.online.scoring.memory.Replicas;
import io.aegis.online.scoring.memory.SampleBuffer;
import io.aegis.online.scoring.memory.SeriesMemory;
import io.aegis.online.scoring.memory.SeriesReplay;
import io.aegis.online.scoring.memory.StoredSamples;
import io.aegis.online.scoring.models.ActiveModels;
import io.aegis.online.scoring.models.ModelRoutes;
import io.aegis.online.scoring.models.StoredModels;
import io.aegis.online.scoring.prediction.Labelling;
import io.aegis.online.scoring.prediction.PredictionBuffer;
import io.aegis.online.scoring.prediction.PredictionList;
import io.aegis.online.scoring.prediction.PredictionRoutes;
import io.aegis.online.scoring.remotewrite.MappedMetrics;
import io.aegis.online.scoring.remotewrite.MappingFile;
import io.aegis.online.scoring.remotewrite.RemoteWriteRoutes;
import io.aegis.online.scoring.series.SeriesRoutes;
import io.aegis.online.scoring.series.SeriesStatuses;
import io.aegis.online.settings.OnlineSettings;
import io.aegis.policy.PolicyGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scoring module of a running process: what it remembers of series, what it writes behind, and its routes. */
public final class ScoringModule implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringModule.class);

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration MODELS_EVERY = Duration.ofSeconds(2);
    private static final Duration MAINTENANCE_EVERY = Duration.ofSeconds(2);
    private static final Duration MAPPING_EVERY = Duration.ofSeconds(2);
    private static final int SMALL = 256 << 10;

    private final SampleHistory history;
    private final WriteBehind behind;
    private final Replicas replicas;
    private final IsolatedScoring isolated;
    private final SeriesMemory memory;
    private final MaintenanceCalendar maintenance;
    private final AnomalyScoring anomalies;
    private final ActiveModels models;
    private final LargeBodies largeBodies;
    private final PolicyGate policy;
    private final double threshold;
    private final MappedMetrics mapped;
    private final List<Routes> routes;

    /**
     * Builds the module and starts its recurring tasks.
     *
     * @param database takes samples, predictions and labels
     * @param readOnly what scoring itself reads with
     * @param lists what lists and charts for people are read with; may be a little behind
     * @param policy decides what may be recommended
     */
    public ScoringModule(
            OnlineSettings settings,
            ApiRuntime runtime,
            Database database,
            ReadAccess readOnly,
            ReadAccess lists,
            PolicyGate policy,
            Clock clock,
            Ticker ticker) {
        this.policy = policy;
        LeastEffects leastEffects = settings.scoring().leastEffects();
        this.threshold = settings.scoring().anomalyThreshold();
        MeterRegistry meters = runtime.telemetry().registry();
        HeapShares heap = runtime.heap();
        this.largeBodies = new LargeBodies(heap.largeRequests(), SMALL);
        PredictionStore predictionStore = new PredictionStore(database);
        this.behind = WriteBehind.into(database, predictionStore, heap, threshold, clock, ticker);
        SampleBuffer samples = behind.samples();
        PredictionBuffer predictions = behind.predictions();
        this.replicas = Replicas.of(
                new StoredReplicas(new ReplicaRegister(database), UuidCreator.getTimeOrderedEpoch(), ticker),
                samples::depth,
                ticker);
        this.history = new SampleHistory(readOnly);
        StoredSamples stored = new StoredSamples(history, new SamplesSince(readOnly));
        this.isolated = new IsolatedScoring(stored, leastEffects, ticker);
        this.memory = new SeriesMemory(stored, samples, replicas, leastEffects, threshold, ticker, heap.series());
        memory.listen(behind.verdicts()::note);
        SeriesQueries series = new SeriesQueries(readOnly, lists);
        ModelQueries modelQueries = new ModelQueries(readOnly);
        this.models = new ActiveModels(new StoredModels(modelQueries, ticker));
        MaintenanceStore windows = new MaintenanceStore(database);
        this.maintenance = new MaintenanceCalendar(() -> windows.all(Deadline.after(ticker, TIMEOUT)));
        RecentScores recent = new RecentScores(threshold, settings.scoring().alertMaxAge(), clock);
        this.anomalies = new AnomalyScoring(
                memory,
                new Combinations(models::service, threshold),
                recent,
                maintenance,
                policy,
                threshold,
                UuidCreator::getTimeOrderedEpoch,
                clock,
                ticker);
        AnomalyMeters counts = new AnomalyMeters(meters);
        anomalies.listen(counts::judged);
        this.mapped = new MappedMetrics(
                MappingFile.load(settings.scoring().metricMapping()),
                heap.trackedSeries(),
                runtime.telemetry(),
                clock,
                ticker);
        PredictionPages pages = new PredictionPages(readOnly, lists);
        this.routes = List.of(
                new AnomalyRoutes(anomalies, samples, predictions, counts, largeBodies),
                new RemoteWriteRoutes(anomalies, predictions, largeBodies, mapped),
                new PredictionRoutes(
                        new Labelling(predictionStore, predictions, clock, ticker),
                        new PredictionQueries(lists, clock),
                        clock,
                        ticker),
                new PredictionList(pages, series, history, predictions, ticker),
                new SeriesRoutes(
                        series,
                        behind.verdicts(),
                        new SeriesReplay(new SampleHistory(lists), leastEffects, threshold),
                        new SeriesStatuses(
                                maintenance,
                                new ServiceAlarmStore(database, database)::of,
                                (filter, deadline) -> pages.list(
                                                filter, PredictionPages.MAX_LIMIT, Optional.empty(), deadline)
                                        .items(),
                                clock),
                        threshold,
                        ticker),
                new ModelRoutes(modelQueries, new ModelStore(database, clock), models, ticker),
                new MaintenanceRoutes(windows, maintenance, UuidCreator::getTimeOrderedEpoch, clock, ticker));
        runtime.every(MODELS_EVERY, "models", models::refresh);
        pause(replicas.begin());
        runtime.every(MAINTENANCE_EVERY, "maintenance", maintenance::refresh);
        runtime.every(Replicas.EVERY, "replicas", replicas::beat);
        runtime.every(MAPPING_EVERY, "mapping", mapped.mapping()::refresh);
        behind.begin(runtime);
        runtime.telemetry().expose(recent::exposition);
        ScoringMeters.expose(runtime, memory, samples, predictions, models);
    }

    /** The routes of the module. */
    public List<Routes> routes() {
        return routes;
    }

    /** Stored samples, read through the account that only reads. */
    public SampleHistory history() {
        return history;
    }

    /** The detectors of the series. */
    public SeriesMemory memory() {
        return memory;
    }

    /** What is made of the metrics that monitoring systems send. */
    public MappedMetrics mapped() {
        return mapped;
    }

    /** Judges samples. */
    public AnomalyScoring anomalies() {
        return anomalies;
    }

    /** Announced work, in which nothing alerts. */
    public MaintenanceCalendar maintenance() {
        return maintenance;
    }

    /** Whether other processes judge too. */
    public Replicas replicas() {
        return replicas;
    }

    /** The trained models in use. */
    public ActiveModels models() {
        return models;
    }

    /** Predictions on their way into the database. */
    public PredictionBuffer predictions() {
        return behind.predictions();
    }

    /** The gate for large requests of this module. */
    public LargeBodies largeBodies() {
        return largeBodies;
    }

    /** Scores from here are anomalies. */
    public double threshold() {
        return threshold;
    }

    /**
     * Judges as this process does, but remembers for itself alone and tells nobody, not even a policy engine: the built-in policy
     * decides. For samples that are made up.
     *
     * @param into takes the samples
     * @param last takes what was said of each series last
     * @param ids of what is found
     * @param now says when that is
     */
    public AnomalyScoring apart(SampleBuffer into, LastVerdicts last, Supplier<UUID> ids, InstantSource now) {
        return isolated.storing(into, last, threshold, ids, now);
    }

    /** Loads the models, and makes the first request as fast as the later ones. Nothing of it is stored or told. */
    public void warmUp() throws InterruptedException {
        long before = System.nanoTime();
        models.refresh();
        isolated.warmUp(policy);
        LOG.info(
                "Warmed up in {} ms",
                Duration.ofNanos(System.nanoTime() - before).toMillis());
    }

    /** Hands on what is written behind. */
    @Override
    public void close() {
        behind.flushVerdicts();
        behind.flushSamples();
        replicas.end();
        behind.flushPredictions();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
