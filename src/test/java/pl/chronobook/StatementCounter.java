package pl.chronobook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.Set;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Counts the statements that the application prepares in the calling thread, so that a
 * test can show that their number does not grow with the data.
 */
public class StatementCounter implements BeanPostProcessor {

	private static final ThreadLocal<@Nullable Set<String>> TEXTS = new ThreadLocal<>();

	private final ThreadLocal<Integer> statements = ThreadLocal.withInitial(() -> 0);

	/** Returns the number of statements that {@code action} prepares. */
	public int count(Runnable action) {
		int before = this.statements.get();
		action.run();
		return this.statements.get() - before;
	}

	/** The statements that {@code action} prepares, each once. */
	public Set<String> texts(Runnable action) {
		Set<String> prepared = new LinkedHashSet<>();
		TEXTS.set(prepared);
		try {
			action.run();
		}
		finally {
			TEXTS.remove();
		}
		return prepared;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return (bean instanceof DataSource dataSource) ? counting(dataSource) : bean;
	}

	private DataSource counting(DataSource dataSource) {
		return new DelegatingDataSource(dataSource) {

			@Override
			public Connection getConnection() throws java.sql.SQLException {
				return counting(super.getConnection());
			}

		};
	}

	private Connection counting(Connection connection) {
		return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
				(proxy, method, arguments) -> {
					if (method.getName().startsWith("prepare")) {
						this.statements.set(this.statements.get() + 1);
						Set<String> prepared = TEXTS.get();
						if (prepared != null) {
							prepared.add((String) arguments[0]);
						}
					}
					try {
						return method.invoke(connection, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

}
