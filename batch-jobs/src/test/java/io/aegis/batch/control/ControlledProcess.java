/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.batch.TestDatabase;
import io.aegis.batch.jobs.JobCatalog;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.LaunchParameters;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.keys.KeyRing;
import io.aegis.db.keys.StoredKey;
import io.aegis.settings.Environment;
import io.aegis.storage.DiskRoom;
import io.aegis.testing.Await;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.JobOperatorFactoryBean;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.task.TaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The control of jobs of one process, as the product puts it together, on a real database; nothing else of the product. Nothing
 * recurs by itself: tests call what does.
 */
final class ControlledProcess implements AutoCloseable {

    /** Long intervals: nothing happens unless a test has it happen. */
    static final JobControlSettings STILL = still(Duration.ofSeconds(20), Duration.ofSeconds(25));

    /** No question is answered within no time. */
    static final JobControlSettings AWAY = still(Duration.ZERO, Duration.ofSeconds(25));

    /** Waits for the end of chunks as long as it takes. */
    static final JobControlSettings PATIENT = still(Duration.ofSeconds(20), Duration.ofHours(1));

    private static JobControlSettings still(Duration timeout, Duration grace) {
        return new JobControlSettings(
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                timeout,
                grace);
    }

    private static final List<String> TABLES = List.of(
            "partition_lease",
            "launch_lock",
            "heartbeat",
            "job_request",
            "schedule",
            "BATCH_STEP_EXECUTION_CONTEXT",
            "BATCH_STEP_EXECUTION",
            "BATCH_JOB_EXECUTION_CONTEXT",
            "BATCH_JOB_EXECUTION_PARAMS",
            "BATCH_JOB_EXECUTION",
            "BATCH_JOB_INSTANCE");

    /** Failures that the job repository's or operator's methods end with before they do anything, by name, each once. */
    final Map<String, Queue<Exception>> failures = new ConcurrentHashMap<>();

    /** Processes of this machine that are there. */
    final Set<Long> alive = ConcurrentHashMap.newKeySet();

    /** What is free on the database's disk, in bytes; unknown unless a test says so. */
    volatile OptionalLong free = OptionalLong.empty();

    final AtomicInteger meters = new AtomicInteger();
    final AtomicInteger keys = new AtomicInteger();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /** Never starts anything. */
    private static final class Idle implements LifecycleProcessor {
        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return true;
        }
    }

    private static final class Shared {
        private static final TestDatabase DATABASE = TestDatabase.create();
    }

    /** The database of all of them. */
    static TestDatabase database() {
        return Shared.DATABASE;
    }

    /** Forgets all that happened. */
    static void clear() throws SQLException {
        for (String table : TABLES) {
            database().change("DELETE FROM " + table);
        }
    }

    /**
     * A process.
     *
     * @param number its process id
     */
    ControlledProcess(long number, JobControlSettings settings, ControlledJobs jobs) {
        alive.add(number);
        Map<String, String> all = new HashMap<>(database().settings());
        all.put("AEGIS_BATCH_PORT", "0");
        BatchSettings checked = BatchSettings.from(Environment.of(all, Path.of("target")));
        context.registerBean("lifecycleProcessor", LifecycleProcessor.class, Idle::new);
        context.registerBean(BatchSettings.class, () -> checked);
        context.registerBean(JobControlSettings.class, () -> settings);
        context.registerBean(HostIdentity.class, () -> new HostIdentity("host", "machine", number, alive::contains));
        context.registerBean(JobRepository.class, () -> failing(JobRepository.class, repository()));
        context.registerBean(JobOperator.class, () -> failing(JobOperator.class, operator()));
        context.registerBean(DiskRoom.Gauge.class, () -> () -> free);
        context.registerBean(MeterRefresh.class, () -> meters::incrementAndGet);
        context.registerBean(
                KeyRing.class,
                () -> new KeyRing(StoredKey.bootstrap(checked.bootstrapKey()), () -> {
                    keys.incrementAndGet();
                    return List.of();
                }));
        context.scan("io.aegis.batch.database", "io.aegis.batch.control");
        jobs.addTo(context);
        context.refresh();
    }

    /** One that the others know. */
    static ControlledProcess known(long number, ControlledJobs jobs) throws Exception {
        ControlledProcess process = new ControlledProcess(number, STILL, jobs);
        process.part(Heartbeat.class).beat();
        return process;
    }

    private JobRepository repository() {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(part(DataSource.class));
        factory.setTransactionManager(part(PlatformTransactionManager.class));
        factory.setIsolationLevelForCreate("ISOLATION_READ_COMMITTED");
        factory.setSerializer(part(ExecutionContextSerializer.class));
        return made(factory);
    }

    private JobOperator operator() {
        JobOperatorFactoryBean factory = new JobOperatorFactoryBean();
        factory.setJobRepository(part(JobRepository.class));
        factory.setTransactionManager(part(PlatformTransactionManager.class));
        factory.setJobRegistry(new MapJobRegistry());
        factory.setTaskExecutor(context.getBean("launchExecutor", TaskExecutor.class));
        return made(factory);
    }

    private static <T, F extends FactoryBean<T> & InitializingBean> T made(F factory) {
        try {
            factory.afterPropertiesSet();
            return Objects.requireNonNull(factory.getObject());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T failing(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    Queue<Exception> prepared = failures.getOrDefault(method.getName(), new ArrayDeque<>());
                    Exception failure = prepared.poll();
                    if (failure != null) {
                        throw failure;
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** Has a method of the job repository or operator fail, once, before it does anything. */
    void fail(String method, Exception failure) {
        failures.computeIfAbsent(method, _ -> new ConcurrentLinkedQueue<>()).add(failure);
    }

    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    JobDefinition job(String name) {
        return part(JobCatalog.class).find(name).orElseThrow();
    }

    Launch launch(String job, String item) throws Exception {
        return part(Launcher.class).launch(job(job), parameters(job, item));
    }

    JobParameters parameters(String job, String item) throws Exception {
        return LaunchParameters.of(job(job), Map.of("item", item), "run");
    }

    InstanceKey key(String job, String item) throws Exception {
        return InstanceKey.of(job, parameters(job, item));
    }

    /** Launches, and waits until it has ended here. */
    long runs(String job, String item) throws Exception {
        long execution = started(launch(job, item));
        awaitIdle();
        return execution;
    }

    static long started(Launch launch) {
        assertThat(launch).isInstanceOf(Launch.Started.class);
        return ((Launch.Started) launch).executionId();
    }

    void awaitIdle() throws Exception {
        Await.until(
                "nothing runs here", () -> part(RunningExecutions.class).all().isEmpty());
    }

    static String status(long execution) throws SQLException {
        return database().value("SELECT STATUS FROM BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID = " + execution);
    }

    static String exitMessage(long execution) throws SQLException {
        return database().value("SELECT EXIT_MESSAGE FROM BATCH_JOB_EXECUTION WHERE JOB_EXECUTION_ID = " + execution);
    }

    static long locks() throws SQLException {
        return database().number("SELECT COUNT(*) FROM launch_lock");
    }

    @Override
    public void close() {
        context.close();
    }
}
