import { Filling } from "../filling";

export default function ListPage() {
  return <Filling bytes={process.env.BENCH_LIST_BYTES} />;
}
