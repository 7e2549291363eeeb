"""Programs that a Dockerfile compiles, by what their texts say of where they listen."""

from __future__ import annotations

import pytest

from listening.services import heard, service
from toybox_lint.compose.model import Build, Mount
from toybox_lint.deployment.listening import Answer, Bind, Cause, Listening

_BUILD = Build("/project", "/project/Dockerfile", None, None, {}, service().origin)
_GO = """\
FROM golang:1.23 AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -ldflags "-s -w" -o /bin/app {package}
FROM {base}
COPY --from=build /bin/app /app
ENTRYPOINT ["/app"{words}]
"""
_RUST = """\
FROM rust:1 AS build
WORKDIR /src
COPY Cargo.toml ./
COPY src ./src
RUN cargo build --release
FROM debian:bookworm-slim
COPY --from=build /src/target/release/app /usr/local/bin/
CMD ["app"]
"""
HEAD = 'package main\n\nimport (\n\t"net/http"\n\t"github.com/gin-gonic/gin"\n)\n\nfunc main() {\n'


def go(text: str, package: str = ".", base: str = "scratch", words: str = "", **variables: str) -> Listening:
    head = "" if text.startswith("package") else HEAD
    tail = "" if text.startswith("package") else "\n}\n"
    files = {"Dockerfile": _GO.format(package=package, base=base, words=words), "main.go": head + text + tail}
    return heard(service(build=_BUILD, environment=variables), files)


def rust(text: str, more: dict[str, str] | None = None, **variables: str) -> Listening:
    files = {"Dockerfile": _RUST, "Cargo.toml": "", "src/main.rs": text, **(more or {})}
    return heard(service(build=_BUILD, environment=variables), files)


def told(found: Listening) -> list[tuple[object, Bind]]:
    said = ("main.go", "main.rs", "Rocket", "server.go", "lib.rs")
    return [(each.port, each.bind) for each in found.listeners if each.text.startswith(said)]


GO = [
    ('http.ListenAndServe("127.0.0.1:8080", nil)', 8080, Bind.LOOPBACK),
    ('log.Fatal(http.ListenAndServe("localhost:8081", mux))', 8081, Bind.LOOPBACK),
    ('http.ListenAndServe(":8082", nil)', 8082, Bind.ALL),
    ('// http.ListenAndServe(":1", nil)\nhttp.ListenAndServe("127.0.0.1:8083", nil)', 8083, Bind.LOOPBACK),
    (
        'addr := "127.0.0.1:8084"\nfmt.Println("http://" + addr)\nhttp.ListenAndServe(addr, nil)',
        8084,
        Bind.LOOPBACK,
    ),
    (
        'srv := &http.Server{\n\tAddr: "localhost:8085",\n\tHandler: mux,\n}\nsrv.ListenAndServe()',
        8085,
        Bind.LOOPBACK,
    ),
    ('r := gin.Default()\nr.Run("localhost:8086")', 8086, Bind.LOOPBACK),
    (
        'l, err := net.Listen("tcp", "[::1]:8087") // "net"\nx := "net"\nhttp.Serve(l, nil)',
        8087,
        Bind.LOOPBACK,
    ),
    (
        'addr := flag.String("addr", "127.0.0.1:8088", "where")\nhttp.ListenAndServe(*addr, nil)',
        8088,
        Bind.LOOPBACK,
    ),
    (
        'port := os.Getenv("PORT")\nif port == "" {\n\tport = "8089"\n}\nhttp.ListenAndServe("127.0.0.1:"+port, nil)',
        8089,
        Bind.LOOPBACK,
    ),
    ('port := 8090\nr.Run(fmt.Sprintf("0.0.0.0:%d", port))', 8090, Bind.ALL),
    ('http.ListenAndServe(":" + "8091", nil)\n', None, Bind.ALL),
]


@pytest.mark.parametrize(("text", "port", "bind"), GO)
def test_the_call_that_listens_in_go(text: str, port: int | None, bind: Bind) -> None:
    found = go(text)
    assert told(found) == ([(port, bind)] if port else [])
    if port:
        assert found.answers(port).answer is (Answer.YES if bind is Bind.ALL else Answer.NO)


UNREAD_GO = [
    'http.ListenAndServe("127.0.0.1:8080", nil)\ngo other.ListenAndServe(addr)',
    'http.ListenAndServe("127.0.0.1:8080", nil)\nhttp.ListenAndServeTLS(addr, "a", "b", nil)',
    "http.ListenAndServe(addr, nil)",
    'addr := "127.0.0.1:8080"\nif open {\n\taddr = ":8080"\n}\nhttp.ListenAndServe(addr, nil)',
    "http.ListenAndServe(config.Addr, nil)",
    'srv := http.Server{Addr: "localhost:8080"}\nother := http.Server{}\nsrv.ListenAndServe()',
    'r.Run()\nhttp.ListenAndServe("127.0.0.1:8080", nil)',
    'http.ListenAndServe("127.0.0.1:" + port(), nil)',
    'http.ListenAndServe("127.0.0.1:0", nil)',
    'net.Listen("unix", "/run/app.sock")\nhttp.ListenAndServe("127.0.0.1:8080", nil)',
    'package main\n\nfunc serve(addr string) {\n\thttp.ListenAndServe(addr, nil) // "net/http"\n}\n'
    'func main() {\n\taddr := "127.0.0.1:8080"\n\tserve(addr)\n\tserve(":80")\n\t_ = "net/http"\n}\n',
    'package other\n\nfunc main() { http.ListenAndServe("127.0.0.1:8080", nil) }\n',
    '//go:build ignore\n\nhttp.ListenAndServe("127.0.0.1:8080", nil)',
]


@pytest.mark.parametrize("text", UNREAD_GO)
def test_what_may_mean_something_else_in_go(text: str) -> None:
    assert told(go(text)) == []


def test_flags_and_variables_decide_in_go() -> None:
    flag = 'addr := flag.String("addr", "127.0.0.1:8080", "where")\nhttp.ListenAndServe(*addr, nil)'
    assert told(go(flag, words=', "-addr=:8080"')) == [(8080, Bind.ALL)]
    assert told(go(flag, words=', "-addr", "127.0.0.1:8081"')) == [(8081, Bind.LOOPBACK)]
    assert told(go(flag, words=', "-addr"')) == []
    port = 'port := os.Getenv("PORT")\nif port == "" { port = "1" }\nhttp.ListenAndServe("127.0.0.1:" + port, nil)'
    assert told(go(port, PORT="2")) == [(2, Bind.LOOPBACK)]
    assert told(go(port, base="example/base")) == []
    assert told(go(f"{port}\ngodotenv.Load()")) == []


_HELPER = """package main

import "net/http"

func main() {
	http.ListenAndServe(%s, nil)
}

func getEnv(key, fallback string) string {
	if value := os.Getenv(key); value != "" {
		return value
	}
	return fallback
}

func other(key string, fallback string) string {
	return fallback + os.Getenv(key)
}
"""


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ('":"+os.Getenv("PORT")', {"PORT": "8080"}, [(8080, Bind.ALL)]),
        ('"127.0.0.1:" + os.Getenv("PORT")', {"PORT": "8080"}, [(8080, Bind.LOOPBACK)]),
        ('fmt.Sprintf(":%s", os.Getenv("PORT"))', {"PORT": "8080"}, [(8080, Bind.ALL)]),
        ('":"+os.Getenv("PORT")', {}, []),
        ('":" + getEnv("PORT", "9000")', {}, [(9000, Bind.ALL)]),
        ('":" + getEnv("PORT", "9000")', {"PORT": "9001"}, [(9001, Bind.ALL)]),
        ('net.JoinHostPort("localhost", getEnv("PORT", "9000"))', {}, [(9000, Bind.LOOPBACK)]),
        ('fmt.Sprintf("%s:%s", os.Getenv("HOST"), "9002")', {"HOST": "127.0.0.1"}, [(9002, Bind.LOOPBACK)]),
        ('fmt.Sprintf("%s:%s", os.Getenv("HOST"), "9002")', {}, []),
        ('":" + other("PORT", "9000")', {}, []),
        ('":" + config.Get("PORT", "9000")', {}, []),
    ],
)
def test_variables_in_the_call_itself(text: str, given: dict[str, str], expected: list[object]) -> None:
    assert told(go(_HELPER % text, **given)) == expected


def test_gin_without_an_address() -> None:
    text = "r := gin.Default()\nr.Run()"
    assert told(go(text)) == [(8080, Bind.ALL)]
    assert told(go(text, PORT="9001")) == [(9001, Bind.ALL)]
    assert go(text, base="example/base").answers(1).answer is Answer.UNKNOWN
    assert told(go(f"{text}\nr.Run()")) == []


def test_of_several_programs_the_one_that_is_started() -> None:
    dockerfile = (
        "FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/app ./cmd/app && \\\n"
        "  go build -o /out/other ./cmd/other\n"
        'FROM scratch\nCOPY --from=build /out/ /usr/bin/\nCMD ["/usr/bin/app"]\n'
    )
    files = {
        "Dockerfile": dockerfile,
        "cmd/app/main.go": f'{HEAD}http.ListenAndServe("127.0.0.1:8080", nil)\n}}\n',
        "cmd/other/main.go": f'{HEAD}http.ListenAndServe(":9090", nil)\n}}\n',
        "web/server.go": "package web\n",
        "web/server_test.go": 'package web\nimport "net/http"\nfunc T() { http.ListenAndServe(":1", nil) }\n',
    }
    assert told(heard(service(build=_BUILD), files)) == [(8080, Bind.LOOPBACK)]
    elsewhere = {**files, "Dockerfile": dockerfile.replace("/out/other", "/out/app")}
    assert told(heard(service(build=_BUILD), elsewhere)) == []
    every = {**files, "Dockerfile": dockerfile.replace("./cmd/app", "./...")}
    assert told(heard(service(build=_BUILD), every)) == []


UNKNOWN_PROGRAMS = [
    'FROM golang\nWORKDIR /src\nCOPY . .\nRUN cd cmd && go build -o /app .\nCMD ["/app"]\n',
    'FROM golang\nWORKDIR /src\nCOPY . .\nRUN make\nCMD ["/app"]\n',
    "FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/app .\n"
    'FROM scratch\nCOPY --from=example/other /app /app\nCMD ["/app"]\n',
    "FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/app .\n"
    'FROM scratch\nCOPY app /app\nCMD ["/app"]\n',
    "FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/app .\n"
    'FROM scratch\nCOPY --from=build /go/bin/dlv /app\nCMD ["/app"]\n',
    'FROM golang\nWORKDIR /src\nCOPY . .\nRUN go build -C cmd -o /app .\nCMD ["/app"]\n',
]


@pytest.mark.parametrize("dockerfile", UNKNOWN_PROGRAMS)
def test_a_program_of_which_nobody_knows_what_it_is_made_of(dockerfile: str) -> None:
    files = {"Dockerfile": dockerfile, "main.go": f'{HEAD}http.ListenAndServe("127.0.0.1:8080", nil)\n}}\n'}
    assert told(heard(service(build=_BUILD), files)) == []


KNOWN_PROGRAMS = [
    'FROM golang\nWORKDIR /src\nCOPY . .\nRUN go build -o app .\nCMD ["./app"]\n',
    'FROM golang\nWORKDIR /src\nCOPY . .\nRUN go install main.go\nCMD ["app"]\n',
    "FROM golang\nWORKDIR /src\nCOPY go.* main.go ./\nRUN go build -o app main.go\nCMD ./app\n",
    'FROM golang\nWORKDIR /src\nCOPY . .\nCMD ["go", "run", "."]\n',
    "FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/ .\n"
    'FROM alpine\nCOPY --from=build /out/app /opt/bin/app\nCMD ["/opt/bin/app"]\n',
    "FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/app .\n"
    'FROM alpine\nCOPY --from=build /out /opt\nCMD ["/opt/app"]\n',
    "FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /out/app .\n"
    'FROM alpine\nCOPY --from=0 /out/app /out/extra /opt/\nCMD ["/opt/app"]\n',
]


@pytest.mark.parametrize("dockerfile", KNOWN_PROGRAMS)
def test_a_program_that_is_made_of_the_text(dockerfile: str) -> None:
    files = {"Dockerfile": dockerfile, "main.go": f'{HEAD}http.ListenAndServe("127.0.0.1:8080", nil)\n}}\n'}
    assert told(heard(service(build=_BUILD), files)) == [(8080, Bind.LOOPBACK)]


def test_a_program_that_is_compiled_when_it_starts() -> None:
    mount = Mount("bind", "/project/src", "/app", service().origin)
    made = service(image="golang:1.23", command_="go run .", working_dir="/app", mounts=[mount])
    files = {"src/main.go": f'{HEAD}http.ListenAndServe("127.0.0.1:8080", nil)\n}}\n'}
    assert told(heard(made, files)) == [(8080, Bind.LOOPBACK)]


RUST = [
    ('let l = tokio::net::TcpListener::bind("127.0.0.1:3000").await.unwrap();', 3000, Bind.LOOPBACK),
    ('let l = TcpListener::bind("0.0.0.0:3001").await?;', 3001, Bind.ALL),
    (
        "let addr = SocketAddr::from(([127, 0, 0, 1], 3002));\naxum::Server::bind(&addr).serve(app);",
        3002,
        Bind.LOOPBACK,
    ),
    ("let addr: SocketAddr = ([0, 0, 0, 0], 3003).into();\nlet l = TcpListener::bind(addr);", 3003, Bind.ALL),
    ('HttpServer::new(|| App::new())\n    .bind(("127.0.0.1", 3004))?\n    .run()', 3004, Bind.LOOPBACK),
    ('HttpServer::new(|| App::new()).bind("localhost:3005")?.run()', 3005, Bind.LOOPBACK),
    ("warp::serve(routes).run(([127, 0, 0, 1], 3006)).await;", 3006, Bind.LOOPBACK),
    (
        'let addr = "127.0.0.1:3007".parse::<SocketAddr>().unwrap();\nlet l = TcpListener::bind(&addr);',
        3007,
        Bind.LOOPBACK,
    ),
    (
        'let port = std::env::var("PORT").unwrap_or_else(|_| "3008".to_string());\n'
        'let addr = format!("127.0.0.1:{}", port);\nlet l = TcpListener::bind(&addr).await;',
        3008,
        Bind.LOOPBACK,
    ),
    ('let port = 3009;\nlet l = TcpListener::bind(format!("0.0.0.0:{port}")).await;', 3009, Bind.ALL),
    (
        "let addr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 0, 1)), 3010);\nTcpListener::bind(addr);",
        3010,
        Bind.LOOPBACK,
    ),
    ("TcpListener::bind((Ipv4Addr::LOCALHOST, 3011)).await;", 3011, Bind.LOOPBACK),
    (
        'TcpListener::bind("127.0.0.1:3012");\n#[cfg(test)]\nmod tests { fn f() { TcpListener::bind("0.0.0.0:1"); } }',
        3012,
        Bind.LOOPBACK,
    ),
    ('#[launch]\nfn rocket() -> _ { rocket::build().mount("/", routes![index]) }', 8000, Bind.LOOPBACK),
]


@pytest.mark.parametrize(("text", "port", "bind"), RUST)
def test_the_call_that_listens_in_rust(text: str, port: int, bind: Bind) -> None:
    found = rust(text)
    assert told(found) == [(port, bind)]
    assert found.answers(port).answer is (Answer.YES if bind is Bind.ALL else Answer.NO)


OPENED_RUST = [
    ("warp::serve(r).run(([127, 0, 0, 1], 1)).await;", "warp::serve(r).run(([0, 0, 0, 0], 1)).await;"),
    ("TcpListener::bind((Ipv4Addr::LOCALHOST, 1));", "TcpListener::bind((Ipv4Addr::UNSPECIFIED, 1));"),
    (
        "let a = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127,0,0,1)), 1);\nTcpListener::bind(a);",
        "let a = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(0, 0, 0, 0)), 1);\nTcpListener::bind(a);",
    ),
]


@pytest.mark.parametrize(("text", "changed"), OPENED_RUST)
def test_what_opens_it_in_rust(text: str, changed: str) -> None:
    listener = rust(text).listeners[0]
    assert listener.opening is not None
    start, end = listener.opening.origin.span
    assert text[:start] + listener.opening.value + text[end:] == changed


UNREAD_RUST = [
    'TcpListener::bind("127.0.0.1:3000");\nTcpListener::bind(config.address);',
    'TcpListener::bind("127.0.0.1:3000");\nUnixListener::bind("/run/app.sock");',
    'HttpServer::new(app).bind(("127.0.0.1", port))?.run()',
    'HttpServer::new(app).bind("127.0.0.1:3000")?.bind_rustls(addr, tls)?.run()',
    'let mut addr = "127.0.0.1:3000";\naddr = &config.addr;\nTcpListener::bind(addr);',
    'fn serve(addr: &str) { TcpListener::bind(addr); }\nfn main() { let addr = "127.0.0.1:1"; serve(addr); }',
    'fn serve(addr: SocketAddr) { TcpListener::bind(addr); }\nlet addr = "127.0.0.1:1".parse().unwrap();',
    "rocket::custom(figment).launch();",
    "rocket::build().launch();\nrocket::build().launch();",
    "fn main() {}",
]


@pytest.mark.parametrize("text", UNREAD_RUST)
def test_what_may_mean_something_else_in_rust(text: str) -> None:
    assert told(rust(text)) == []


def test_rocket_is_told_by_a_variable() -> None:
    text = "fn rocket() -> _ { rocket::build() }"
    assert told(rust(text, ROCKET_ADDRESS="0.0.0.0")) == []
    other = {"src/bin/other.rs": 'fn main() { TcpListener::bind("0.0.0.0:1"); }'}
    assert told(rust(text, other)) == [(8000, Bind.LOOPBACK)]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ('[default]\naddress = "0.0.0.0"\n', [(8000, Bind.ALL)]),
        ("[default]\nport = 8080 # of the team\nlimits = {}\n", [(8080, Bind.LOOPBACK)]),
        ('[default]\nport = 80\n[release]\naddress = "127.0.0.1"\n', [(80, Bind.LOOPBACK)]),
        ("[default]\nport = 80\n[release]\nport = 81\n", []),
        ("[debug]\nport = 80\n", []),
        ("[default]\nport = nine\n", []),
    ],
)
@pytest.mark.parametrize("copied", ["COPY Rocket.toml /Rocket.toml", "COPY --from=build /src/Rocket.toml /"])
def test_rocket_is_told_by_its_file(file: str, expected: list[tuple[int, Bind]], copied: str) -> None:
    with_file = _RUST.replace("CMD", f"{copied}\nCMD").replace("COPY src", "COPY Rocket.toml ./\nCOPY src")
    texts = {"src/main.rs": "fn rocket() -> _ { rocket::build() }", "Rocket.toml": file}
    assert told(heard(service(build=_BUILD), {"Dockerfile": with_file, **texts})) == expected


def test_the_port_of_its_text() -> None:
    found = go('http.ListenAndServe(":3000", nil)')
    assert found.answers(3001).cause is Cause.PORT
    assert found.answers(3001).answer is Answer.UNLIKELY


def test_a_program_of_many_files_is_not_read() -> None:
    files = {f"p{number}/a.go": "package p\n" for number in range(500)}
    files |= {"Dockerfile": _GO.format(package=".", base="scratch", words="")}
    files |= {"main.go": f'{HEAD}http.ListenAndServe("127.0.0.1:8080", nil)\n}}\n'}
    assert told(heard(service(build=_BUILD), files)) == []
