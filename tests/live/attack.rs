//! Requests that no browser sends: huge, slow, malformed, numerous.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::mpsc::channel;
use std::time::Duration;

use weigh::live::{Code, Ending, Host, Opening, Room};

use crate::client::{Memory, open, read, session};

#[test]
fn p32_twenty_five_wrong_codes_stop_one_address_and_no_other() {
    let vote = open();
    let wrong = vote.request("GET", "/state", "0000-0000", "", "");
    let statuses: Vec<u16> = (0..25).map(|_| vote.raw_from(9, wrong.as_bytes()).status).collect();
    assert_eq!(statuses, [[403; 20].as_slice(), &[429; 5]].concat());
    assert_eq!(vote.ask_from(9, "GET", "/state", "", "").status, 429, "the right code comes too late");
    assert_eq!(vote.ask_from(8, "GET", "/state", "", "").status, 200);
    assert_eq!(vote.host.shown().wrong_tries, 20);
    vote.host.change_code().unwrap();
    let code = vote.host.shown().code;
    assert_eq!(vote.raw_from(9, vote.request("GET", "/state", &code, "", "").as_bytes()).status, 200, "with a new code all begin anew");
    assert_eq!(vote.ask_from(8, "GET", "/state", "", "").status, 403);
}

#[test]
fn p32_a_head_of_32_megabytes_is_refused_after_8_kilobytes() {
    let vote = open();
    let head = format!("GET / HTTP/1.1\r\nHost: {}\r\nX-Large: {}", vote.host.place(), "x".repeat(9 << 10));
    assert_eq!(vote.raw(&head).status, 431);
    let mut stream = vote.connect_from(1);
    stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    let piece = vec![b'x'; 1 << 16];
    let taken = (0..512).take_while(|_| stream.write_all(&piece).is_ok()).count();
    assert!(taken < 512, "nobody reads 32 MB");
    assert_eq!(vote.ask("GET", "/state", "", "").status, 200);
}

#[test]
fn p32_a_body_beyond_64_kilobytes_is_refused_however_it_comes() {
    let vote = open();
    let ana = vote.claim("Ana");
    let large = "x".repeat((64 << 10) + 1);
    assert_eq!(vote.ask("PUT", "/ballot", &ana, &large).status, 413);
    let announced = vote.request("PUT", "/ballot", &vote.code, &ana, "").replace("\r\n\r\n", "\r\nContent-Length: 99999999999\r\n\r\n");
    assert_eq!(vote.raw(&announced).status, 413);
    let chunked = vote.request("PUT", "/ballot", &vote.code, &ana, "").replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n");
    assert_eq!(vote.raw(&format!("{chunked}{:x}\r\n{large}\r\n0\r\n\r\n", large.len())).status, 413);
    let fits = format!("{{\"rev\": 2, \"votes\": {{}}{}}}", " ".repeat(60 << 10));
    assert_eq!(vote.ask("PUT", "/ballot", &ana, &fits).status, 204);
    assert_eq!(vote.raw(&format!("{chunked}{:x}\r\n{fits}\r\n0\r\n\r\n", fits.len())).status, 204, "chunks alone are no crime");
}

#[test]
fn p32_malformed_requests_are_refused_and_harm_nobody() {
    let vote = open();
    let place = vote.host.place();
    let two_lengths =
        vote.request("PUT", "/ballot", &vote.code, "", "").replace("\r\n\r\n", "\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
    let both = vote
        .request("PUT", "/ballot", &vote.code, "", "")
        .replace("\r\n\r\n", "\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    let requests = [
        two_lengths,
        both,
        "\r\n\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        format!("GET / HTTP/1.1\r\nHost: {place}\r\nHost: evil.example\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost : {place}\r\n\r\n"),
        format!("GET http://evil.example/ HTTP/1.1\r\nHost: {place}\r\n\r\n"),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}".to_owned(),
        format!("GET /{} HTTP/1.1\r\nHost: {place}\r\n\r\n", "../".repeat(500)),
        format!("GET / HTTP/1.1\r\nHost: {place}\r\n{}\r\n", "A: b\r\n".repeat(500)),
    ];
    for request in requests {
        let status = {
            let mut stream = vote.connect_from(1);
            drop(stream.write_all(request.as_bytes()));
            drop(stream.shutdown(std::net::Shutdown::Write));
            read(&mut stream).status
        };
        assert!(status == 0 || (400..500).contains(&status), "{status}: {request:.80?}");
    }
    assert_eq!(vote.ask("GET", "/state", "", "").status, 200);
}

#[test]
fn p32_a_request_that_drips_is_cut_off_and_sixty_half_ones_give_their_places_back() {
    let vote = open();
    let half = |last: u8| {
        let mut stream = vote.connect_from(last);
        stream.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
        stream
    };
    // 20 of each address: more than 24 are not even let in.
    let halves: Vec<TcpStream> = (0..60).map(|number| half(2 + number / 20)).collect();
    let mut head = vote.connect_from(5);
    let mut body = vote.connect_from(5);
    let request = vote.request("PUT", "/ballot", &vote.code, "", &"x".repeat(100));
    let (start, _) = request.split_at(request.len() - 100);
    body.write_all(start.as_bytes()).unwrap();
    // A byte at a time, until the server has had enough of it: 5 seconds, long before the request would be complete.
    let mut drips = 0;
    while [&mut head, &mut body].into_iter().all(|stream| stream.write_all(b"x").is_ok()) {
        drips += 1;
        assert!(drips < 3000, "this would go on for ever");
        wait_for_news(&mut head);
    }
    for mut stream in halves {
        assert!(matches!(read(&mut stream).status, 0 | 408), "it was let go");
    }
    assert_eq!(vote.ask("GET", "/state", "", "").status, 200);
}

/// Waits a little for the other side to say something, as a drip does.
fn wait_for_news(stream: &mut TcpStream) {
    stream.set_read_timeout(Some(std::time::Duration::from_millis(20))).unwrap();
    drop(stream.read(&mut [0; 1]));
}

#[test]
fn p32_a_thousand_connections_keep_nobody_else_out() {
    let vote = open();
    let mut held: Vec<TcpStream> = (0..1000).map(|_| vote.connect_from(7)).collect();
    assert_eq!(vote.ask_from(8, "GET", "/state", "", "").status, 200);
    assert_eq!(vote.ask_from(1, "GET", "/", "", "").status, 200);
    // All but those of one address are let go at once.
    let mut last = held.pop().unwrap();
    assert_eq!(read(&mut last).status, 0);
}

#[test]
fn p32_devices_that_wait_give_way_when_every_place_is_taken() {
    let vote = open();
    let ana = vote.claim("Ana");
    let rev = vote.state(&ana)["rev"].as_u64().unwrap();
    let request = vote.request("GET", &format!("/state?after={rev}"), &vote.code, &ana, "");
    // As many as there are places; all of them wait for news.
    let waiting: Vec<TcpStream> = (0..64)
        .map(|number| {
            let mut stream = vote.connect_from(2 + number / 22);
            stream.write_all(request.as_bytes()).unwrap();
            stream
        })
        .collect();
    for count in 1..4 {
        let body = serde_json::json!({"rev": rev, "votes": vote.votes(count, 0)}).to_string();
        assert_eq!(vote.ask_from(9, "PUT", "/ballot", &ana, &body).status, 204);
    }
    vote.host.change_code().unwrap();
    drop(waiting);
}

#[test]
fn p32_when_the_vote_is_closed_nothing_listens() {
    let mut vote = open();
    let address = vote.address();
    assert_eq!(vote.ask("GET", "/state", "", "").status, 200);
    vote.host.close();
    assert!(TcpStream::connect(address).is_err());
    let address = open().address();
    assert!(TcpStream::connect(address).is_err(), "a vote that is dropped is closed");
}

#[test]
fn p32_a_vote_closes_by_itself_when_its_time_is_up() {
    let session = session(&["Ana"]);
    let (news, told) = channel();
    let host = Host::open(Opening {
        session: &session,
        room: Room::new(&session),
        code: Code::random().unwrap(),
        listener: TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap(),
        lifetime: Duration::from_millis(1),
        name: None,
        drafts: Box::new(Memory::default()),
        news: Box::new(move || news.send(()).unwrap_or_default()),
    });
    let host = host.unwrap();
    told.recv().expect("the shared screen is told");
    assert_eq!(host.shown().ending, Some(Ending::TimeUp));
    // Nobody has closed it: the port goes by itself.
    let address = host.place().to_owned();
    while TcpStream::connect(&address).is_ok() {
        std::thread::yield_now();
    }
}
