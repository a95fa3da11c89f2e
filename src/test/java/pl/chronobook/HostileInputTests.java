package pl.chronobook;

import java.beans.PropertyDescriptor;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.SynthesizingMethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import pl.chronobook.api.TestTokens;
import pl.chronobook.api.domain.AccessTokens;
import pl.chronobook.api.domain.TokenScope;
import pl.chronobook.identity.ReaderId;
import pl.chronobook.reading.EntryId;
import pl.chronobook.sync.domain.Credential;
import pl.chronobook.sync.domain.DeviceKind;
import pl.chronobook.sync.domain.Devices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Sends hostile values to every parameter of every route, as a reader with a book: signed
 * in on the pages, with a token at the API, with a device's password at the protocols of
 * devices. No response may be a server error. New routes are covered automatically.
 */
@WebTest
class HostileInputTests {

	private static final Map<String, String> HOSTILE = hostile();

	/** Routes of filters and libraries, which have no request mapping. */
	private static final List<String> FILTERS = List.of("GET /oauth2/authorization/{id}", "GET /login/oauth2/code/{id}",
			"POST /login/oauth2/code/{id}", "POST /logout", "GET /logout", "GET /mcp", "POST /mcp");

	/**
	 * The methods for mappings that name none, because their handlers tell them apart.
	 */
	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"PROPFIND", "MKCOL", "MOVE", "LOCK");

	/** The headers that the application or its libraries parse. */
	private static final List<String> HEADERS = List.of("Accept", "Accept-Language", "Content-Range", "Depth",
			"HX-Current-URL", "HX-Request", "HX-Target", "Idempotency-Key", "If-Match", "If-Modified-Since",
			"If-None-Match", "Range", "Referer", "User-Agent", "X-Requested-With");

	private static final Set<String> HOSTILE_HEADERS = Set.of("NUL, a lone surrogate and marks of direction",
			"beyond a long", "a far date");

	/** The burst that the rate limit of a token or a device allows. */
	private static final int REQUESTS_PER_CREDENTIAL = 100;

	@Autowired
	private MockMvcTester mvc;

	@Autowired
	private AccessTokens tokens;

	@Autowired
	private Devices devices;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private RequestMappingHandlerMapping requestMappingHandlerMapping;

	private ReaderId reader;

	private EntryId entry;

	private String route;

	private String bearer;

	private Credential device;

	private int requests;

	private boolean authenticated;

	private static Map<String, String> hostile() {
		Map<String, String> values = new LinkedHashMap<>();
		values.put("nothing", "");
		values.put("NUL, a lone surrogate and marks of direction", "a\u0000b\ud800c\u202ed\u200fe");
		values.put("100 kB", "ą".repeat(50_000));
		values.put("negative", "-1");
		values.put("the largest int", String.valueOf(Integer.MAX_VALUE));
		values.put("beyond a long", "99999999999999999999");
		values.put("not a number", "NaN");
		values.put("a far date", "+999999999-12-31");
		values.put("a late date", "9999-12-31");
		return values;
	}

	@BeforeEach
	void aReaderWithABook() {
		this.reader = TestReaders.create(this.jdbc);
		// A cheap hash, because passwords are checked hundreds of times
		this.jdbc.sql("UPDATE users SET hashed_password = ? WHERE user_id = ?")
			.params("{bcrypt}" + new BCryptPasswordEncoder(4).encode("lubię stare mapy"), this.reader.value())
			.update();
		this.entry = TestBooks.onList(this.jdbc, this.reader, "Lalka", 680);
		this.requests = 0;
	}

	@TestFactory
	Stream<DynamicTest> noParameterCausesAServerError() {
		List<DynamicTest> tests = new ArrayList<>();
		this.requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
			boolean ours = handler.getBeanType().getPackageName().startsWith("pl.chronobook");
			List<String> methods = mapping.getMethodsCondition()
				.getMethods()
				.stream()
				.map(RequestMethod::name)
				.toList();
			for (String pattern : ours ? mapping.getPatternValues() : Set.<String>of()) {
				for (String method : methods.isEmpty() ? METHODS : methods) {
					tests.add(DynamicTest.dynamicTest(method + " " + pattern,
							() -> attack(HttpMethod.valueOf(method), pattern, handler)));
				}
			}
		});
		for (String filter : FILTERS) {
			int space = filter.indexOf(' ');
			HttpMethod method = HttpMethod.valueOf(filter.substring(0, space));
			tests.add(DynamicTest.dynamicTest(filter, () -> attack(method, filter.substring(space + 1), null)));
		}
		assertThat(tests).extracting(DynamicTest::getDisplayName)
			.hasSizeGreaterThan(150)
			.contains("GET /api/v1/forecast", "PUT /sync/koreader/syncs/progress", "PROPFIND /sync/webdav/**",
					"POST /account/invitations", "POST /demo/own");
		return tests.stream();
	}

	private void attack(HttpMethod method, String pattern, @Nullable HandlerMethod handler) {
		this.route = pattern;
		this.authenticated = false;
		Set<String> names = (handler != null) ? parameters(handler) : Set.of("code", "state", "error", "iss");
		List<String> failures = new ArrayList<>();
		HOSTILE.forEach((kind, value) -> {
			names.forEach((name) -> {
				MockHttpServletRequestBuilder request = request(method, pattern);
				names.forEach((other) -> request.param(other, other.equals(name) ? value : plausible(other)));
				check(request, name + " is " + kind, failures);
			});
			if (names.size() > 1) {
				MockHttpServletRequestBuilder all = request(method, pattern);
				names.forEach((name) -> all.param(name, value));
				check(all, "all are " + kind, failures);
			}
			if (pattern.contains("{") && value.length() < 1000) {
				check(MockMvcRequestBuilders.request(method, pattern, variables(pattern, value)),
						"the path has " + kind, failures);
			}
			if (HOSTILE_HEADERS.contains(kind)) {
				MockHttpServletRequestBuilder headers = request(method, pattern);
				HEADERS.forEach((header) -> headers.header(header, value));
				check(headers, "all headers are " + kind, failures);
			}
		});
		for (String name : names) {
			check(request(method, pattern).param(name + "[0]", "x"), name + "[0]", failures);
			check(request(method, pattern).param(name + ".x", "x"), name + ".x", failures);
			check(request(method, pattern).param(name, "1", "2"), name + " twice", failures);
		}
		for (String file : (handler != null) ? files(handler) : List.<String>of()) {
			check(MockMvcRequestBuilders.multipart(method, pattern, variables(pattern, plausible("id")))
				.file(new MockMultipartFile(file, "a\u0000b.csv", null, new byte[] { 0, 1, 2 })), "a file of rubbish",
					failures);
		}
		if (handler != null && takesBody(handler)) {
			for (String body : bodies(handler)) {
				check(request(method, pattern).contentType(MediaType.APPLICATION_JSON).content(body),
						"the body " + body.substring(0, Math.min(200, body.length())), failures);
			}
			check(request(method, pattern).content(new byte[] { 0, -1, 0x53, 0x51 }), "a body of rubbish", failures);
		}
		for (String message : pattern.equals("/mcp") ? messages() : List.<String>of()) {
			check(request(method, pattern).contentType(MediaType.APPLICATION_JSON)
				.accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
				.content(message), "the message " + message.substring(0, Math.min(200, message.length())), failures);
		}
		check(request(method, pattern).contentType("multipart/form-data; boundary=x")
			.content("--x\r\nContent-Disposition: form".getBytes(StandardCharsets.UTF_8)), "a cut-off form", failures);
		assertThat(failures).as("%s %s", method, pattern).isEmpty();
		assertThat(this.authenticated).as("the reader is authenticated").isTrue();
	}

	private void check(AbstractMockHttpServletRequestBuilder<?> request, String what, List<String> failures) {
		MvcTestResult result = this.mvc.perform(request.with(this::authenticate).with(csrf()));
		Throwable thrown = result.getUnresolvedException();
		if (thrown != null) {
			failures.add(what + ": " + thrown);
			return;
		}
		this.authenticated |= result.getResponse().getStatus() != HttpStatus.UNAUTHORIZED.value();
		if (result.getResponse().getStatus() >= 500) {
			failures.add(what + ": " + result.getResponse().getStatus() + " "
					+ result.getMvcResult().getResolvedException());
		}
	}

	/** Authenticates the request in the way that its route expects. */
	private MockHttpServletRequest authenticate(MockHttpServletRequest request) {
		if (this.requests++ % REQUESTS_PER_CREDENTIAL == 0) {
			this.tokens.of(this.reader).forEach((token) -> this.tokens.revoke(this.reader, token.id()));
			this.bearer = TestTokens.bearer(this.tokens, this.reader, TokenScope.ALL);
			this.devices.of(this.reader).forEach((device) -> this.devices.remove(this.reader, device.id()));
			this.device = this.devices.add(this.reader, "Kobo", DeviceKind.KOBO).orElseThrow();
		}
		if (this.route.startsWith("/api/") || this.route.equals("/mcp")) {
			request.addHeader("Authorization", this.bearer);
		}
		else if (this.route.startsWith("/sync/webdav")) {
			String pair = this.device.login() + ":" + this.device.password();
			request.addHeader("Authorization",
					"Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
		}
		else if (this.route.startsWith("/sync/")) {
			request.addHeader("x-auth-user", this.device.login());
			request.addHeader("x-auth-key",
					DigestUtils.md5DigestAsHex(this.device.password().getBytes(StandardCharsets.UTF_8)));
		}
		else {
			return SignedIn.as(this.reader).postProcessRequest(request);
		}
		return request;
	}

	private MockHttpServletRequestBuilder request(HttpMethod method, String pattern) {
		return MockMvcRequestBuilders.request(method, pattern.replace("/**", "/statistics.sqlite3"),
				variables(pattern, null));
	}

	private Object[] variables(String pattern, @Nullable String hostile) {
		return Arrays.stream(pattern.split("\\{", -1))
			.skip(1)
			.map((rest) -> (hostile != null) ? hostile : plausible(rest.replaceFirst("[}:].*", "")))
			.toArray();
	}

	private String plausible(String name) {
		return switch (name) {
			case "id", "entry", "tbr" -> this.entry.value().toString();
			case "version" -> "0";
			case "session", "timer", "period", "reading" -> UUID.randomUUID().toString();
			case "from", "start", "end", "firstDay", "lastDay", "day", "date", "begun" -> "2027-01-01";
			case "year" -> "2027";
			default -> "1";
		};
	}

	private static Set<String> parameters(HandlerMethod handler) {
		Set<String> names = new LinkedHashSet<>();
		for (MethodParameter parameter : methodParameters(handler)) {
			RequestParam param = parameter.getParameterAnnotation(RequestParam.class);
			boolean file = isFile(parameter);
			if (param != null && !file) {
				names.add(!param.name().isEmpty() ? param.name() : String.valueOf(parameter.getParameterName()));
			}
			else if (!file && isForm(parameter)) {
				names.addAll(properties(parameter.getParameterType()));
			}
		}
		return names;
	}

	private static Set<String> properties(Class<?> form) {
		Set<String> names = new LinkedHashSet<>();
		if (form.isRecord()) {
			Arrays.stream(form.getRecordComponents()).map(RecordComponent::getName).forEach(names::add);
		}
		else {
			for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(form)) {
				if (property.getWriteMethod() != null) {
					names.add(property.getName());
				}
			}
		}
		return names;
	}

	private static List<String> files(HandlerMethod handler) {
		return methodParameters(handler).stream()
			.filter(HostileInputTests::isFile)
			.map((parameter) -> String.valueOf(parameter.getParameterName()))
			.toList();
	}

	private static boolean isFile(MethodParameter parameter) {
		return parameter.getParameterType() == MultipartFile.class
				|| parameter.nestedIfOptional().getNestedGenericParameterType().getTypeName().contains("MultipartFile");
	}

	private static boolean isForm(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(ModelAttribute.class)
				|| (parameter.getParameterAnnotations().length == 0
						&& parameter.getParameterType().getPackageName().startsWith("pl.chronobook"));
	}

	/** A handler that takes the request itself may read its body, too. */
	private static boolean takesBody(HandlerMethod handler) {
		return methodParameters(handler).stream()
			.anyMatch((parameter) -> parameter.hasParameterAnnotation(RequestBody.class)
					|| parameter.getParameterType() == HttpServletRequest.class);
	}

	/** Malformed JSON, and an object for each field and each hostile value of it. */
	private static List<String> bodies(HandlerMethod handler) {
		List<String> bodies = new ArrayList<>(
				List.of("", "{", "null", "[]", "{\"a\":\"\\u0000\\ud800\"}", "[".repeat(20_000)));
		Set<String> fields = new LinkedHashSet<>();
		for (MethodParameter parameter : methodParameters(handler)) {
			if (parameter.hasParameterAnnotation(RequestBody.class) && parameter.getParameterType().isRecord()) {
				fields.addAll(properties(parameter.getParameterType()));
			}
		}
		if (handler.getBeanType().getPackageName().contains(".sync.")) {
			fields.addAll(List.of("document", "progress", "percentage", "device", "device_id", "metadata"));
		}
		JsonMapper json = JsonMapper.shared();
		List<Object> values = new ArrayList<>(HOSTILE.values());
		values.addAll(List.of(-1, 1e308, true, List.of(), Map.of("a", Map.of())));
		for (String field : fields) {
			for (Object value : values) {
				Map<String, Object> object = new LinkedHashMap<>();
				fields.forEach((other) -> object.put(other, "1"));
				object.put(field, value);
				bodies.add(json.writeValueAsString(object).replace("\ud800", "\\ud800"));
			}
		}
		return bodies;
	}

	/** Malformed MCP messages, and well-formed ones with each value in each member. */
	private static List<String> messages() {
		List<String> messages = new ArrayList<>(List.of("", "{", "null", "[]", "5", "[".repeat(20_000),
				"{\"a\":".repeat(20_000), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"}",
				"{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"));
		JsonMapper json = JsonMapper.shared();
		List<@Nullable Object> values = new ArrayList<>(HOSTILE.values());
		values.addAll(List.of(-1, 1e308, new BigInteger("99999999999999999999"), true, List.of(), Map.of("a", Map.of()),
				"resources/list", "logging/setLevel", "tools/list", "forecast"));
		values.add(null);
		for (@Nullable
		Object value : values) {
			for (String method : List.of("initialize", "ping", "tools/list", "tools/call",
					"notifications/initialized")) {
				messages.add(message(json, "id", value, "method", method));
				messages.add(message(json, "id", 1, "method", method, "params", value));
			}
			messages.add(message(json, "id", 1, "method", value));
			messages.add(message(json, "method", value));
			messages.add(message(json, "id", 1, "method", "ping", "jsonrpc", value));
			messages.add(message(json, "id", 1, "method", "tools/call", "params", object("name", value)));
			messages.add(message(json, "id", 1, "method", "tools/call", "params",
					object("name", "forecast", "arguments", value)));
		}
		return messages;
	}

	private static String message(JsonMapper json, @Nullable Object... members) {
		Map<String, @Nullable Object> message = new LinkedHashMap<>(Map.of("jsonrpc", "2.0"));
		message.putAll(object(members));
		return json.writeValueAsString(message).replace("\ud800", "\\ud800");
	}

	private static Map<String, @Nullable Object> object(@Nullable Object... members) {
		Map<String, @Nullable Object> object = new LinkedHashMap<>();
		for (int i = 0; i < members.length; i += 2) {
			object.put(String.valueOf(members[i]), members[i + 1]);
		}
		return object;
	}

	private static List<MethodParameter> methodParameters(HandlerMethod handler) {
		List<MethodParameter> parameters = new ArrayList<>();
		for (int i = 0; i < handler.getMethod().getParameterCount(); i++) {
			MethodParameter parameter = new SynthesizingMethodParameter(handler.getMethod(), i);
			parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
			parameters.add(parameter);
		}
		return parameters;
	}

}
