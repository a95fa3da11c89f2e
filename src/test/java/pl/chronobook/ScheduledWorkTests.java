package pl.chronobook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.sql.DataSource;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.util.ReflectionUtils;

import pl.chronobook.identity.ReaderId;
import pl.chronobook.identity.WorkTurns;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every instance has the same schedule. Each piece of scheduled work says why that does
 * no harm. Two instances that begin all of it at the same moment send each message once,
 * and expensive work is left to the instance that has its turn.
 */
@WebTest
class ScheduledWorkTests {

	private static final Map<String, Why> WHY = Map.ofEntries(Map.entry("AccessTokens.purge", Why.DELETES_BY_AGE),
			Map.entry("AccountMetrics.refresh", Why.MEASURES), Map.entry("AccountNotices.purge", Why.DELETES_BY_AGE),
			Map.entry("Accounts.purgeDemos", Why.DELETES_BY_AGE), Map.entry("Accuracy.judgeInTurn", Why.TAKES_A_TURN),
			Map.entry("AccuracyMetrics.refresh", Why.MEASURES), Map.entry("CatalogMetrics.refresh", Why.MEASURES),
			Map.entry("Deliveries.sendThoseDue", Why.CLAIMS_ROWS), Map.entry("DeliveryMetrics.refresh", Why.MEASURES),
			Map.entry("EventHousekeeping.forget", Why.DELETES_BY_AGE),
			Map.entry("EventHousekeeping.resubmit", Why.CLAIMS_ROWS), Map.entry("EventMetrics.refresh", Why.MEASURES),
			Map.entry("ForecastWatch.checkThoseDue", Why.REPORTS_AN_OCCASION_ONCE),
			Map.entry("HistoryImport.discardForgotten", Why.DELETES_BY_AGE),
			Map.entry("IdempotentWrites.purge", Why.DELETES_BY_AGE), Map.entry("ImportRunner.resume", Why.CLAIMS_ROWS),
			Map.entry("JdbcReadingArchive.forget", Why.DELETES_BY_AGE),
			Map.entry("LengthLookups.lookUpNext", Why.CLAIMS_ROWS),
			Map.entry("LoginThrottle.purge", Why.DELETES_BY_AGE), Map.entry("Notifications.purge", Why.DELETES_BY_AGE),
			Map.entry("OwnTraining.trainInTurn", Why.TAKES_A_TURN), Map.entry("ReadingList.purge", Why.DELETES_BY_AGE),
			Map.entry("ReadingMetrics.refresh", Why.MEASURES), Map.entry("ReadingTimer.purge", Why.DELETES_BY_AGE),
			Map.entry("ReadingWatch.findForgottenTimers", Why.REPORTS_AN_OCCASION_ONCE),
			Map.entry("Registration.purge", Why.DELETES_BY_AGE), Map.entry("Sessions.purge", Why.DELETES_BY_AGE),
			Map.entry("ReportForwarder.catchUp", Why.CLAIMS_ROWS),
			Map.entry("ReportForwarder.purge", Why.DELETES_BY_AGE),
			Map.entry("TrainingMetrics.refreshTraining", Why.MEASURES));

	@Autowired
	private ConfigurableApplicationContext application;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private DataSource dataSource;

	/**
	 * Tests share a database and a clock that stands still, so no turn ends by itself.
	 */
	@BeforeEach
	void endAllTurns() {
		this.jdbc.sql("DELETE FROM work_turns").update();
	}

	@Test
	void allScheduledWorkSaysWhyItMayRunOnEveryInstance() {
		assertThat(work(this.application).keySet()).containsExactlyInAnyOrderElementsOf(WHY.keySet());
	}

	@Test
	void onlyWorkThatAsksForATurnIsSaidToTakeOne() {
		work(this.application).forEach((name, bean) -> {
			boolean takesTurns = Stream.of(AopUtils.getTargetClass(bean).getDeclaredFields())
				.anyMatch(field -> field.getType() == WorkTurns.class);
			assertThat(WHY.get(name) == Why.TAKES_A_TURN).as(name).isEqualTo(takesTurns);
		});
	}

	@Test
	void twoInstancesThatBeginAtTheSameMomentSendEachMessageOnce() throws Exception {
		WireMockServer receiver = new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
		receiver.start();
		receiver.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(204)));
		try (ConfigurableApplicationContext other = otherInstance();
				ExecutorService threads = Executors.newFixedThreadPool(2)) {
			ReaderId reader = TestReaders.create(this.jdbc);
			int messages = messages(reader, receiver.port());
			for (String name : work(this.application).keySet()) {
				CyclicBarrier begin = new CyclicBarrier(2);
				List<Future<?>> runs = new ArrayList<>();
				for (ApplicationContext instance : List.of(this.application, other)) {
					runs.add(threads.submit(() -> {
						begin.await();
						run(name, work(instance).get(name));
						return null;
					}));
				}
				for (Future<?> run : runs) {
					run.get();
				}
			}
			// The schedules of both instances may send some of them at the same time
			Awaitility.await()
				.untilAsserted(() -> assertThat(number(
						"SELECT count(*) FROM notification_deliveries "
								+ "JOIN notifications USING (notification_id) WHERE user_id = ? AND state = 'WAITING'",
						reader))
					.isZero());
			receiver.verify(messages, postRequestedFor(urlEqualTo("/hook")));
			assertThat(number(
					"SELECT count(*) FROM notification_deliveries WHERE state = 'DELIVERED' AND attempts = 1 "
							+ "AND notification_id IN (SELECT notification_id FROM notifications WHERE user_id = ?)",
					reader))
				.isEqualTo(messages);
		}
		finally {
			receiver.stop();
		}
	}

	@Test
	void workWhoseTurnAnotherInstanceHasIsLeftToIt() throws Exception {
		try (ConfigurableApplicationContext other = otherInstance()) {
			ReaderId reader = TestReaders.create(this.jdbc);
			forecastThatIsDue(reader);
			this.jdbc.sql("INSERT INTO reading_lists (user_id) VALUES (?) ON CONFLICT DO NOTHING")
				.param(reader.value())
				.update();
			leftToTheTurn(other, "Accuracy.judgeInTurn", "judging of forecasts",
					"SELECT count(*) FROM foretold_finishes WHERE verdict IS NOT NULL AND user_id = ?", reader);
			leftToTheTurn(other, "OwnTraining.trainInTurn", "training",
					"SELECT count(*) FROM training_progress WHERE user_id = ?", reader);
		}
	}

	private void leftToTheTurn(ApplicationContext other, String name, String turn, String done, ReaderId reader) {
		Object bean = work(other).get(name);
		assertThat(this.application.getBean(WorkTurns.class).take(turn, Duration.ofHours(1))).isTrue();
		run(name, bean);
		assertThat(number(done, reader)).as("%s during the turn of the first instance", name).isZero();
		endTurn(turn, WebTest.Now.NOON);
		run(name, bean);
		assertThat(number(done, reader)).as("%s after that turn", name).isEqualTo(1);
	}

	@Test
	void aTurnEndsByTime() {
		WorkTurns turns = this.application.getBean(WorkTurns.class);
		String work = "work " + UUID.randomUUID();

		assertThat(turns.take(work, Duration.ofHours(1))).isTrue();
		assertThat(turns.take(work, Duration.ofHours(1))).isFalse();
		endTurn(work, WebTest.Now.NOON);
		assertThat(turns.take(work, Duration.ofHours(1))).isTrue();
	}

	@Test
	void aTurnThatAClockFarAheadHasTakenIsTakenOver() {
		WorkTurns turns = this.application.getBean(WorkTurns.class);
		String work = "work " + UUID.randomUUID();

		turns.take(work, Duration.ofHours(1));
		endTurn(work, WebTest.Now.NOON.plus(Duration.ofHours(2)));
		assertThat(turns.take(work, Duration.ofHours(1))).isFalse();
		endTurn(work, WebTest.Now.NOON.plus(Duration.ofHours(2)).plusMillis(1));
		assertThat(turns.take(work, Duration.ofHours(1))).isTrue();
		assertThat(turns.take(work, Duration.ofHours(1))).isFalse();
	}

	private void endTurn(String work, Instant end) {
		this.jdbc.sql("UPDATE work_turns SET taken_until = ? WHERE work = ?")
			.params(Timestamp.from(end), work)
			.update();
	}

	private ConfigurableApplicationContext otherInstance() throws SQLException {
		String url;
		try (Connection connection = this.dataSource.getConnection()) {
			url = connection.getMetaData().getURL();
		}
		return new SpringApplicationBuilder(ChronoBookApplication.class, WebTest.Now.class).run("--server.port=0",
				"--management.server.port=0", "--spring.datasource.url=" + url, "--spring.datasource.username=postgres",
				"--spring.datasource.password=", "--chronobook.outbound.allowed-networks=127.0.0.0/8",
				"--chronobook.own-training.enabled=true");
	}

	private int messages(ReaderId reader, int port) {
		int messages = 150;
		this.jdbc.sql("""
				INSERT INTO webhooks (webhook_id, user_id, address, secret, created_at)
				VALUES (gen_random_uuid(), :reader, :address, decode(repeat('00', 32), 'hex'), now())""")
			.param("reader", reader.value())
			.param("address", "http://127.0.0.1:" + port + "/hook")
			.update();
		this.jdbc.sql("""
				WITH stored AS (
				    INSERT INTO notifications (notification_id, user_id, kind, occasion, content, created_at)
				    SELECT gen_random_uuid(), :reader, 'TEST', 'test ' || n, '{}', '2027-03-14T11:00Z'
				    FROM generate_series(1, :messages) n RETURNING notification_id)
				INSERT INTO notification_deliveries (delivery_id, notification_id, webhook_id, next_attempt_at)
				SELECT gen_random_uuid(), notification_id, webhook_id, '2027-03-14T11:00Z'
				FROM stored CROSS JOIN webhooks WHERE user_id = :reader""")
			.param("reader", reader.value())
			.param("messages", messages)
			.update();
		return messages;
	}

	/** A forecast whose time has come, for a book that is not finished. */
	private void forecastThatIsDue(ReaderId reader) {
		UUID entry = this.jdbc
			.sql("""
					WITH book AS (INSERT INTO books (title, author, page_count) VALUES ('Lalka', 'Prus', 680) RETURNING book_id)
					INSERT INTO user_tbr_list (user_id, book_id, page_count, position, status)
					SELECT :reader, book_id, 680, 1, 'TBR' FROM book RETURNING tbr_id""")
			.param("reader", reader.value())
			.query(UUID.class)
			.single();
		this.jdbc
			.sql("""
					INSERT INTO foretold_finishes (user_id, tbr_id, week, made_on, origin, stage, title, early, middle, late, ahead)
					VALUES (:reader, :entry, '2027-02-01', '2027-02-01', '2027-02-01', 'PACE', '', '2027-02-10', '2027-02-11',
					  '2027-02-12', '{}')""")
			.param("reader", reader.value())
			.param("entry", entry)
			.update();
	}

	private long number(String query, ReaderId reader) {
		return this.jdbc.sql(query).param(reader.value()).query(Long.class).single();
	}

	static void run(String name, Object bean) {
		Method method = scheduled(bean).stream()
			.filter(candidate -> name.endsWith("." + candidate.getName()))
			.findFirst()
			.orElseThrow();
		ReflectionUtils.makeAccessible(method);
		try {
			method.invoke(bean);
		}
		catch (InvocationTargetException ex) {
			throw new AssertionError(name, ex.getCause());
		}
		catch (IllegalAccessException ex) {
			throw new AssertionError(name, ex);
		}
	}

	/** The beans with scheduled work, by its name. */
	static Map<String, Object> work(ApplicationContext application) {
		Map<String, Object> work = new TreeMap<>();
		for (String name : application.getBeanDefinitionNames()) {
			Class<?> type = application.getType(name);
			if (type != null && type.getName().startsWith("pl.chronobook")) {
				Object bean = application.getBean(name);
				for (Method method : scheduled(bean)) {
					work.put(AopUtils.getTargetClass(bean).getSimpleName() + "." + method.getName(), bean);
				}
			}
		}
		return work;
	}

	private static Set<Method> scheduled(Object bean) {
		Set<Method> methods = new LinkedHashSet<>();
		for (Method method : AopUtils.getTargetClass(bean).getDeclaredMethods()) {
			if (AnnotatedElementUtils.hasAnnotation(method, Scheduled.class)) {
				methods.add(AopUtils.selectInvocableMethod(method, bean.getClass()));
			}
		}
		return methods;
	}

	private enum Why {

		/** It only reads, and each instance publishes its own figures. */
		MEASURES,

		/** It deletes rows of some age; a second run finds none. */
		DELETES_BY_AGE,

		/** It claims rows that no other instance gets. */
		CLAIMS_ROWS,

		/**
		 * It reports an occasion, and a unique key prevents a second message about it.
		 */
		REPORTS_AN_OCCASION_ONCE,

		/** It asks {@link WorkTurns}. */
		TAKES_A_TURN

	}

}
