package io.aegis.batch.incidents;

import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.settings.BatchSettings;
import io.aegis.db.Database;
import io.aegis.db.logs.LogStore;
import io.aegis.db.models.IncidentStore;
import io.aegis.db.series.SampleStore;
import io.aegis.deadline.Ticker;
import java.time.Clock;
import java.util.Arrays;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job {@code incident-import}. */
@Configuration(proxyBeanMethods = false)
class IncidentImportConfiguration {

    private static final int LONGEST_FOLDER = 1_000;

    @Bean
    JobDefinition incidentImport(
            JobRepository repository, Database database, BatchSettings settings, Clock clock, Ticker ticker) {
        RecordingImport store = new RecordingImport(
                new SampleStore(database, clock),
                new LogStore(database, clock),
                new IncidentStore(database, clock),
                ticker);
        Job job = new JobBuilder("incident-import", repository)
                .start(Steps.of(
                        "recordings",
                        repository,
                        new IncidentImportTasklet(settings.training().incidents(), store)))
                .build();
        return JobDefinition.once(
                job,
                "Imports recorded metrics and logs with a list of known failures, which models are trained on.",
                Parameter.required(
                        IncidentImportTasklet.FOLDER,
                        new ParameterType.Text(LONGEST_FOLDER),
                        "the folder, within INCIDENT_IMPORT_DIR"),
                new Parameter(
                                IncidentImportTasklet.FORMAT,
                                new ParameterType.Choice(Arrays.stream(Format.values())
                                        .map(Format::label)
                                        .toList()),
                                false,
                                java.util.Optional.empty(),
                                true,
                                "how it is written down")
                        .or(Format.PLAIN.label()));
    }
}
