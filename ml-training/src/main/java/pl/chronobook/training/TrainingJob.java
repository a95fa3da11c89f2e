package pl.chronobook.training;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.database.JdbcPagingItemReader;
import org.springframework.batch.infrastructure.item.database.Order;
import org.springframework.batch.infrastructure.item.database.builder.JdbcPagingItemReaderBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Walks over the readers whose list has changed since the job saw them, a page of keys at
 * a time. What a killed run had finished stays noted; the next run takes up the rest.
 */
@Configuration(proxyBeanMethods = false)
class TrainingJob {

	private static final String READERS_WITH_NEW_DATA = """
			(SELECT list.user_id, list.revision,
			        (SELECT count(*) FROM reading_sessions session WHERE session.user_id = list.user_id) AS sessions,
			        (SELECT count(*) FROM reading_log log
			         WHERE log.user_id = list.user_id AND log.completed AND log.end_date IS NOT NULL) AS readings
			 FROM reading_lists list LEFT JOIN training_progress seen ON seen.user_id = list.user_id
			 WHERE seen.revision IS DISTINCT FROM list.revision) AS readers""";

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	Job training(JobRepository repository, Step countReaders) {
		return new JobBuilder("training", repository).start(countReaders).build();
	}

	@Bean
	Step countReaders(JobRepository repository, PlatformTransactionManager transactions,
			JdbcPagingItemReader<ReaderData> readersWithNewData, ReaderTally tally, TrainingProperties properties) {
		ItemReader<ReaderData> reader = readersWithNewData;
		return new StepBuilder("count readers", repository).<ReaderData, ReaderData>chunk(properties.chunkSize())
			.transactionManager(transactions)
			.reader(reader)
			.writer(tally)
			.listener(tally)
			.build();
	}

	@Bean
	JdbcPagingItemReader<ReaderData> readersWithNewData(DataSource dataSource, TrainingProperties properties)
			throws Exception {
		return new JdbcPagingItemReaderBuilder<ReaderData>().name("readers with new data")
			.dataSource(dataSource)
			.selectClause("user_id, revision, sessions, readings")
			.fromClause(READERS_WITH_NEW_DATA)
			.sortKeys(Map.of("user_id", Order.ASCENDING))
			.rowMapper((row, number) -> new ReaderData(row.getObject("user_id", UUID.class), row.getLong("revision"),
					row.getLong("sessions"), row.getLong("readings")))
			.pageSize(properties.chunkSize())
			.saveState(false)
			.build();
	}

	@Bean
	ReaderTally readerTally(JdbcTemplate jdbc, Clock clock, TrainingProperties properties) {
		return new ReaderTally(jdbc, clock, properties.minimumSessions());
	}

}
